"""The built-in engine: an animated storyboard drawn, scored and encoded on the CPU, no weights, no network."""

from filmgate.engines.child import ChildEngine
from filmgate.engines.protocol import Capabilities

ENGINE = ChildEngine(
    name="animatic",
    capabilities=Capabilities(
        aspect_ratios=("16:9", "9:16"),
        durations_seconds=tuple(range(1, 13)),
        max_images=2,
        audio=True,
        seed=True,
        negative_prompt=True,
        cancel_while_running=True,
    ),
    target="filmgate.engines.animatic.render:render",
    ahead=True,
)
