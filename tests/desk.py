"""A council's desk and a bell that do as the test says, and threads that are done at once."""

from concurrent.futures import Future

from kiosk.calling import Heard

SEEN = Heard(seen=True, answered=False, done=False)
UNSEEN = Heard(seen=False, answered=False, done=False)
COMING = Heard(seen=True, answered=True, done=False)
DONE = Heard(seen=True, answered=True, done=True)


class FakeDesk:
    """Gives ``answer``; None is a network that is down. ``said`` is what it was told."""

    def __init__(self, answer=UNSEEN):
        self.answer = answer
        self.said = []

    def say(self, call):
        self.said.append(call)
        return self.answer


class FakeBell:
    """``rung`` has for each time whether it was again."""

    def __init__(self, *, works=True):
        self.works = works
        self.rung = []

    def ring(self, *, again):
        self.rung.append(again)
        return self.works


class AtOnce:
    """An executor whose work is done when it is given, or when the test lets it go."""

    def __init__(self):
        self.held = None

    def submit(self, work, *args, **named):
        future = Future()
        if self.held is not None:
            self.held.append((future, work, args, named))
        else:
            future.set_result(work(*args, **named))
        return future

    def let_go(self):
        held, self.held = self.held, None
        for future, work, args, named in held:
            future.set_result(work(*args, **named))

    def shutdown(self, **_):
        pass
