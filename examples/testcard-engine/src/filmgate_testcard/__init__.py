"""A test card, as an engine for filmgate: colour bars and a hand that goes round."""

from filmgate.engines.child import ChildEngine
from filmgate.engines.protocol import Capabilities

ENGINE = ChildEngine(
    name="testcard",
    capabilities=Capabilities(
        aspect_ratios=("16:9", "9:16"),
        durations_seconds=(1, 2, 3, 4, 5),
        max_images=0,
        audio=False,
        seed=False,
        negative_prompt=False,
        cancel_while_running=True,
    ),
    target="filmgate_testcard.render:render",
)
