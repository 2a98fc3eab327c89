"""The voice, and whether what it says can be heard."""

import json

from kiosk.checking.found import Found, State, attention, fails, not_here, ok, plain
from kiosk.checking.here import Here
from kiosk.checking.tried import tried
from kiosk.speech.voices import VOICES, installed

_LEAST_VOLUME = 40
"""Per cent below which nobody hears it in a library."""
_START = "Start PipeWire for the kiosk’s user."
_WHY = {
    "voice": ("The voice does not start.", "Install libespeak-ng1 and espeak-ng-data."),
    "sound": ("The voice speaks, but there is nothing to play it on.", f"{_START} Choose a loudspeaker."),
    "language": ("The voice does not speak the kiosk’s first language.", "Install espeak-ng-data."),
}
_BROKE_OFF = (
    "The voice broke off in the middle of a sentence.",
    "Check again; then look at its sound server.",
)


def check(here: Here) -> Found:
    """A sentence, unless that could disturb somebody; and the loudspeaker that is played to."""
    voice = here.config.voice
    if voice == "silent":
        return not_here("kiosk.toml has no voice (silent).")
    if not installed(voice):
        return attention(
            f"The voice {voice} is not installed, so espeak speaks in its place.",
            f"Install the package {VOICES[voice]}-tts, or write espeak as voice.",
        )
    trouble = _loudspeaker(here)
    if trouble and trouble.state is State.FAILS:
        return trouble
    if here.running or here.quiet:
        why = "the kiosk is running" if here.running else "you asked for no sound"
        return trouble or tried(here, "voice", ok(f"The voice is installed. It said nothing, because {why}."))
    if reason := here.speak():
        return fails(*_WHY.get(reason, _BROKE_OFF))
    return trouble or tried(
        here, "voice", ok("A sentence was spoken to its end: somebody must have heard it.")
    )


def _loudspeaker(here: Here) -> Found | None:
    """What is wrong with the sink that is played to; None when nothing is, or nobody tells."""
    name = here.run(("pactl", "get-default-sink"))
    if not name.there:
        return None
    listed = here.run(("pactl", "-f", "json", "list", "sinks"))
    if not name.well or not listed.well:
        return fails("The sound server does not answer.", _START)
    sink = _sink(listed.out, name.out.strip())
    if sink is None:
        return fails("There is no loudspeaker to play on.", "Plug one in, and switch it on.")
    about = plain(str(sink.get("description", "")), 40) or "The loudspeaker"
    volume = _volume(sink.get("volume"))
    if sink.get("mute") is True:
        return fails(f"{about} is muted.", "Run 'pactl set-sink-mute @DEFAULT_SINK@ 0' as the kiosk’s user.")
    if volume is not None and volume < _LEAST_VOLUME:
        return attention(
            f"{about} is set to {volume} per cent.",
            "Run 'pactl set-sink-volume @DEFAULT_SINK@ 100%' as the kiosk’s user; set the rest at the amplifier.",
        )
    return None


def _sink(listed: str, name: str) -> dict[str, object] | None:
    try:
        sinks = json.loads(listed)
    except (ValueError, RecursionError):
        return None
    there = [each for each in sinks if isinstance(each, dict)] if isinstance(sinks, list) else []
    return next((each for each in there if each.get("name") == name != "auto_null"), None)


def _volume(channels: object) -> int | None:
    """Per cent, of the loudest channel."""
    each = [one for one in channels.values() if isinstance(one, dict)] if isinstance(channels, dict) else []
    said = [str(one.get("value_percent", "")).removesuffix("%") for one in each]
    return max((int(one) for one in said if one.isdecimal() and len(one) <= len("1000")), default=None)
