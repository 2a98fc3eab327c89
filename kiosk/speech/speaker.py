"""Says one thing at a time for the kiosk, and never makes it wait."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from threading import RLock, Timer
from time import monotonic
from typing import Literal

from kiosk.speech.utterance import Stretch, Utterance
from kiosk.speech.voice import EARCONS, Earcon, Event, EventName, Hear, Reason, Settings, Voice

START_SECONDS = 5.0
"""A voice that is not ready by then will not be: on a busy machine its process starts in a fraction of a second."""
USUAL_START = 0.5
"""A machine on which it takes longer is slow or very busy: what is awaited of that voice is given as much longer."""
SPEAK_SECONDS = 0.3
STOP_SECONDS = 0.15
ALIVE_SECONDS = 0.4
"""A voice that sounds tells so five times a second. All of these and a second try make less than a second."""
RETRY_SECONDS = 3.0
"""So long after it was found broken, the next thing to be said tries again: a sound server may be back by then."""

After = Callable[[float, Callable[[], None]], Callable[[], None]]
"""``after(seconds, act)`` arranges ``act()`` on any thread and returns what cancels it."""


@dataclass(frozen=True)
class State:
    """What the voice is doing. ``reason`` tells why it is ``broken``: ``speech.broken.<reason>`` has the words."""

    name: Literal["quiet", "speaking", "paused", "broken"] = "quiet"
    reason: Reason = ""


@dataclass(frozen=True)
class Spot:
    """The shown characters that sound now: ``start`` to ``end`` of ``utterance.text``."""

    utterance: Utterance
    start: int
    end: int


def after(seconds: float, act: Callable[[], None]) -> Callable[[], None]:
    """The kiosk's own After: a daemon thread for each wait."""
    timer = Timer(seconds, act)
    timer.daemon = True
    timer.start()
    return timer.cancel


class Speaker:
    """Speaks utterances through a voice, watches it, and starts it again when it hangs or dies.

    Every method returns at once and may be called from the window's thread. ``on_state`` and ``on_word`` are
    called on whichever thread things happen; they must hand over and return. A voice is made when first needed, or by
    ``warm``. One that fails is made anew and goes on from the word it broke off at. After a second failure in a row the
    state is ``broken``, told once, and ``say`` does nothing for RETRY_SECONDS: the screen alone goes on. Then it tries
    again, as ``repeat`` and the next visit (``forget``) do at once; it is broken until it sounds.
    """

    def __init__(
        self,
        new_voice: Callable[[Hear], Voice],
        on_state: Callable[[State], None],
        on_word: Callable[[Spot], None],
        after: After = after,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._new_voice = new_voice
        self._on_state = on_state
        self._on_word = on_word
        self._after = after
        self._clock = clock
        self._opened = 0.0
        self._slower = 1.0
        self._lock = RLock()
        self._voice: Voice | None = None
        self._life = 0
        self._ready = False
        self._number = 0
        self._failures = 0
        self._now: Utterance | None = None
        self._rest: list[Stretch] = []
        self._reached = 0
        self._tries_again = False
        self._next: Utterance | None = None
        self._last: Utterance | None = None
        self._watches: dict[EventName, tuple[object, Callable[[], None]]] = {}
        self._settings = Settings()
        self._state = State()

    @property
    def state(self) -> State:
        return self._state

    @property
    def settings(self) -> Settings:
        """How it speaks, from the next utterance that begins to the end of the visit."""
        return self._settings

    @settings.setter
    def settings(self, settings: Settings) -> None:
        with self._lock:
            self._settings = settings

    def warm(self) -> None:
        """Start the voice in the background, so that the first word needs no wait."""
        with self._lock:
            if self._voice is None and self._state.name != "broken":
                self._open()

    def say(self, utterance: Utterance, earcon: Earcon | None = None) -> None:
        """Say this now, in place of anything else; but what is essential is heard to its end first (A4).

        The person's own key cuts everything: call ``stop`` before the ``say`` that answers a key. ``earcon`` goes
        before it, else the one of its kind; none over what is said already (A10).
        """
        with self._lock:
            if self._now is not None and self._now.essential:
                self._next = utterance
            else:
                self._cue(earcon or EARCONS.get(utterance.kind))
                self._begin(utterance)

    def stop(self) -> None:
        """The person did something: silence at once (A3), for what is said and for what waits."""
        with self._lock:
            self._next = None
            if self._now is None:
                return
            self._now = None
            self._watches_off()
            if self._voice is not None:
                if self._ready:
                    self._watch("stopped", STOP_SECONDS)
                self._voice.stop()
            self._tell(State())

    def repeat(self) -> None:
        """Say the last utterance again from its start; tries a broken voice again."""
        with self._lock:
            if self._last is None:
                return
            self._next = None
            self._tell(State())
            self._begin(self._last)

    def pause(self) -> None:
        """Fall silent and keep the place."""
        with self._lock:
            if self._voice is not None and self._now is not None and self._state.name != "paused":
                self._watches_off("alive", "started")
                self._voice.pause()
                self._tell(State("paused"))

    def resume(self) -> None:
        """Go on from the place kept."""
        with self._lock:
            if self._voice is not None and self._state.name == "paused":
                self._watch("alive", ALIVE_SECONDS)
                self._voice.resume()
                self._tell(State("speaking"))

    def forget(self) -> None:
        """The visit or the kiosk is over: drop its words, its settings, and the voice's process with all it heard."""
        with self._lock:
            self._drop()
            self._now = self._next = self._last = None
            self._settings = Settings()
            self._tell(State())

    def _cue(self, earcon: Earcon | None) -> None:
        if earcon and self._settings.sounds and self._now is None and self._voice is not None and self._ready:
            self._voice.cue(earcon, self._settings)

    def _begin(self, utterance: Utterance) -> None:
        self._last = utterance
        if self._state.name == "broken" and self._state.reason != "language" and not self._tries_again:
            return
        self._tries_again = False
        self._now = utterance
        self._rest = list(utterance.stretches)
        self._failures = 0
        self._send(utterance)

    def _send(self, utterance: Utterance) -> None:
        """Gives the voice what is left of it: the first of its stretches that was not yet said."""
        piece = self._rest[0]
        self._reached = piece.start
        self._number += 1
        voice = self._voice or self._open()
        self._watches_off("alive")
        if self._ready:
            self._watch("started", SPEAK_SECONDS)
        text = utterance.text[piece.start : piece.end]
        voice.say(self._number, text, piece.language, self._settings, piece.recording)

    def _open(self) -> Voice:
        self._life += 1
        self._ready = False
        self._opened, self._slower = self._clock(), 1.0
        self._watch("ready", START_SECONDS)
        self._voice = voice = self._new_voice(partial(self._hear, self._life))
        return voice

    def _drop(self) -> None:
        self._watches_off()
        self._life += 1
        if self._voice is not None:
            self._voice.close()
            self._voice = None

    def _hear(self, life: int, event: Event) -> None:
        """An event of a voice. One that was dropped, or of a text that was replaced, no longer counts."""
        with self._lock:
            if life != self._life or event.id not in (0, self._number):
                return
            self._watches_off(event.name)
            if event.name == "failed":
                self._failed(event.reason)
            elif event.name == "ready":
                self._ready = True
                self._slower = max(1.0, (self._clock() - self._opened) / USUAL_START)
                if self._now is not None:
                    self._watch("started", SPEAK_SECONDS)
            elif self._now is not None and self._state.name != "paused":
                self._progress(self._now, event)

    def _progress(self, utterance: Utterance, event: Event) -> None:
        match event.name:
            case "started":
                self._watch("alive", ALIVE_SECONDS)
                self._tell(State("speaking"))
            case "alive":
                self._failures = 0
                self._watch("alive", ALIVE_SECONDS)
            case "word":
                spot = Spot(utterance, self._reached + event.start, self._reached + event.end)
                self._rest[0] = replace(self._rest[0], start=spot.start)
                self._on_word(spot)
            case "finished":
                self._watches_off("alive")
                del self._rest[0]
                if self._rest:
                    self._send(utterance)
                else:
                    self._finish(State())

    def _finish(self, state: State) -> None:
        self._now = None
        self._tell(state)
        if self._next is not None:
            waiting, self._next = self._next, None
            self._begin(waiting)

    def _watch(self, awaited: EventName, seconds: float) -> None:
        self._watches_off(awaited)
        mark = object()
        self._watches[awaited] = (
            mark,
            self._after(seconds * self._slower, lambda: self._late(awaited, mark)),
        )

    def _watches_off(self, *names: EventName) -> None:
        for name in names or tuple(self._watches):
            if name in self._watches:
                _, cancel = self._watches.pop(name)
                cancel()

    def _late(self, awaited: EventName, mark: object) -> None:
        with self._lock:
            if awaited in self._watches and self._watches[awaited][0] is mark:
                self._failed("hung")

    def _failed(self, reason: Reason) -> None:
        """Start the voice again and say the same once more; give up when that cannot help or did not."""
        if reason == "language":
            self._watches_off("started", "alive")
            self._finish(State("broken", reason))
            return
        self._drop()
        self._failures += 1
        if reason == "voice" or (self._now is not None and self._failures > 1):
            self._now = self._next = None
            self._tell(State("broken", reason))
            if reason != "voice":
                self._after(RETRY_SECONDS, self._try_again)
        elif self._now is not None:
            self._send(self._now)
        elif self._failures == 1:
            self._open()  # it failed in silence: another is ready before it is needed

    def _try_again(self) -> None:
        self._tries_again = True

    def _tell(self, state: State) -> None:
        if state != self._state:
            self._state = state
            self._on_state(state)
