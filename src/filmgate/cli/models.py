"""`filmgate models`: what a server can make, and for how much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from filmgate.cli.connect import connect
from filmgate.cli.options import BaseUrlOption, JsonOption
from filmgate.cli.terminal import credits_text, print_json, print_table

if TYPE_CHECKING:
    from filmgate.client import VideoModel

_RULES = {"per_call": "film", "per_second": "second", "per_token": "token"}


def models(base_url: BaseUrlOption = None, as_json: JsonOption = False) -> None:
    """List the models that your key may use."""
    with connect(base_url) as client:
        found = client.models()
    if as_json:
        print_json({"object": "list", "data": [model.raw for model in found]})
        return
    print_table(("MODEL", "SECONDS", "RATIOS", "PICTURES", "SIZE", "PRICE", "TAKES"), map(_row, found))


def _row(model: VideoModel) -> tuple[str, ...]:
    seconds = model.durations_seconds
    whole = len(seconds) > 2 and seconds == tuple(range(seconds[0], seconds[-1] + 1))
    return (
        model.id,
        f"{seconds[0]}-{seconds[-1]}" if whole else ", ".join(map(str, seconds)),
        ", ".join(model.aspect_ratios),
        f"0-{model.max_images}",
        model.resolution,
        f"{credits_text(model.credits)} a {_RULES.get(model.billing_rule, model.billing_rule)}",
        "-" if model.median_seconds is None else f"{model.median_seconds:.0f} s",
    )
