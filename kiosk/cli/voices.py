"""``kiosk voices``: which voices and recorded sentences there are, and a sample of one."""

import json
import wave
from pathlib import Path
from typing import Any

import click

from kiosk import config
from kiosk.errors import ConfigError
from kiosk.speech import espeak, prompts
from kiosk.speech.engine import RATE
from kiosk.speech.render import rendered
from kiosk.speech.sound import SAMPLE
from kiosk.speech.voice import Settings
from kiosk.speech.voices import VOICES, installed

_SPOKEN = {"espeak": tuple(sorted(espeak.VOICES)), "natural": ("en",), "silent": ()}
_ENGINES = [name for name in VOICES if name != "silent"]


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
@click.option("--say", "text", metavar="TEXT", help="Speak a text into a file instead.")
@click.option(
    "--voice", type=click.Choice(_ENGINES), help="With --say; the voice of kiosk.toml if not given."
)
@click.option("--language", default="en", show_default=True, help="With --say: the language of the text.")
@click.option(
    "--wpm", default=Settings().wpm, show_default=True, help="With --say: words a minute, 65 to 245."
)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="With --say: the WAV file to write."
)
def command(
    *, as_json: bool, text: str | None, voice: str | None, language: str, wpm: int, out: Path | None
) -> None:
    """List the voices of this kiosk and the sentences recorded for it; or hear one."""
    settings = config.load()
    folder = settings.data / "prompts"
    if text is None:
        _list(settings, folder, as_json)
        return
    if out is None:
        raise click.UsageError("Say where to: --out FILE.")
    chosen = voice or (settings.voice if settings.voice in _ENGINES else "espeak")
    made = rendered(text, language, Settings(wpm, 1.0), chosen, folder)
    with wave.open(str(out), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(SAMPLE)
        file.setframerate(RATE)
        file.writeframes(made.sound)
    click.echo(
        f"{out}: {made.seconds:.1f} seconds, {len(text.split()) * 60 / made.seconds:.0f} words a minute."
    )


def _list(settings: config.Config, folder: Path, as_json: bool) -> None:
    voices = [
        {
            "name": name,
            "installed": installed(name),
            "chosen": name == settings.voice,
            "languages": list(_SPOKEN[name]),
        }
        for name in VOICES
    ]
    recorded = _recorded(folder)
    if as_json:
        click.echo(json.dumps({"voices": voices, "prompts": recorded}, ensure_ascii=False, indent=2))
        return
    for each in voices:
        state = "chosen" if each["chosen"] else "there" if each["installed"] else "not installed"
        spoken = ", ".join(_SPOKEN[str(each["name"])]) or "says nothing"
        click.echo(f"{each['name']}: {state}; {spoken}")
    for language, found in recorded.items():
        click.echo(f"Recorded in {language}: {found['usable']} sentences in {folder / language}")
        for sentence in found["trouble"]:
            click.echo(f"  {sentence}")


def _recorded(folder: Path) -> dict[str, dict[str, Any]]:
    """For each language how many recordings can be played, and what is wrong with the others."""
    found: dict[str, dict[str, Any]] = {}
    for listing in sorted(folder.glob(f"*/{prompts.LIST}")):
        try:
            listed = prompts.recordings(listing.parent)
        except ConfigError as error:
            found[listing.parent.name] = {"usable": 0, "trouble": [str(error)]}
            continue
        trouble = [sentence for sentence in map(prompts.trouble, listed.values()) if sentence]
        found[listing.parent.name] = {"usable": len(listed) - len(trouble), "trouble": trouble}
    return found
