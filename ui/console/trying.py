"""The page on which one device is tried, a function a kind of device; then staff say whether it worked."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QWidget

from kiosk.self_test import Device
from ui import acts
from ui.calibration import CARD, Card
from ui.console.page import button, page, the_desk
from ui.parts.button import Button
from ui.parts.text import Text
from ui.screens.learn import Lesson
from ui.screens.screen import Action, Room, Screen, grid
from ui.sources import SOURCES

_SQUARES = 9


def trying(device: Device, room: Room, *, tried: bool) -> Screen:
    """``tried``: all keys were pressed, and are keys again."""
    words, desk = room.words, the_desk(room)
    about = Text(words.say("console.tried" if tried else f"console.try.{device.name}"), room.theme)
    title = f"console.device.{device.name}"
    if device.kind == "keys" and not tried:
        done = Action(words.say("button.done"), lambda: desk.turn(f"{device.name}?"))
        leave = Text(words.say("learn.leave"), room.theme)
        return page(room, title, [about, leave, Lesson(words, room.theme)], primary=done)
    return page(room, title, [about, *_KINDS[device.kind](device, room), _judge(device, room)])


def _judge(device: Device, room: Room) -> QWidget:
    words, desk = room.words, the_desk(room)

    def says(*, passed: bool) -> Button:
        key = "worked" if passed else "failed"
        return button(
            words.say(f"console.{key}"),
            room,
            lambda: acts.keep_test(desk, device.name, passed=passed),
            f"test.{key}",
            "tick" if passed else "warning",
        )

    return grid([says(passed=True), says(passed=False)], room.theme)


def _keys(_device: Device, _room: Room) -> Sequence[QWidget]:
    return ()


def _sound(device: Device, room: Room) -> Sequence[QWidget]:
    words, desk = room.words, the_desk(room)
    play = button(
        words.say("console.play"),
        room,
        lambda: acts.play(desk, words.say("console.sound")),
        "test.play",
        "speaker",
    )
    if device.name != "headphones" or room.config.headphones == "none":
        return (play,)
    state = "in" if desk.headphones() else "out"
    return Text(words.say(f"console.headphones_{state}_now"), room.theme), play


def _touch(_device: Device, room: Room) -> Sequence[QWidget]:
    desk = the_desk(room)
    card = Card(room.theme)
    card.show_width(round(room.theme.px_per_mm * CARD[0]))
    return (
        grid([_square(number, room) for number in range(1, _SQUARES + 1)], room.theme, 3),
        Text(room.words.say("console.squares", number=len(desk.touched), of=_SQUARES), room.theme),
        Text(room.words.say("console.card"), room.theme),
        card,
    )


def _square(number: int, room: Room) -> Button:
    desk = the_desk(room)

    def touch() -> None:
        desk.touched |= {number}

    done = number in desk.touched
    made = Button(
        str(number), room.theme, room.step(touch), icon="tick" if done else "", chosen=done, tall=30.0
    )
    made.setObjectName(f"console.square.{number}")
    return made


def _paper(_device: Device, room: Room) -> Sequence[QWidget]:
    words, desk, printer = room.words, the_desk(room), room.printer
    said = printer.words() if printer is not None else ""
    return (
        *([Text(said, room.theme)] if said else []),
        button(
            words.say("console.print"), room, lambda: acts.print_test(desk, printer), "test.print", "printer"
        ),
    )


def _picture(device: Device, room: Room) -> Sequence[QWidget]:
    desk, source = the_desk(room), SOURCES[device.name](room.config)
    label = room.words.say("console.take")
    return (
        button(label, room, lambda: acts.try_picture(desk, device.name, source), "test.take", device.name),
    )


_KINDS: Mapping[str, Callable[[Device, Room], Sequence[QWidget]]] = {
    "keys": _keys,
    "sound": _sound,
    "touch": _touch,
    "paper": _paper,
    "picture": _picture,
}
