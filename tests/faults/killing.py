"""Running the children of children.py, killing them, and hearing what they told until then."""

from tests.faults.children import open_outbox

NEVER = 1_000_000


def rest_of(pipe):
    """What is still to be heard, until the other end is gone."""
    heard = []
    try:
        while True:
            heard.append(pipe.recv())
    except EOFError:
        return heard


def told_by(processes, child_function, folder, last_line):
    """What a child told that dies when ``last_line`` lines of the store have run."""
    ours, theirs = processes.Pipe(duplex=False)
    child = processes.Process(target=child_function, args=(folder, last_line, theirs))
    child.start()
    theirs.close()
    told = rest_of(ours)
    child.join()
    assert child.exitcode == (0 if last_line == NEVER else -9)
    return told


def run_until(processes, child_function, *arguments, kill_at=NEVER):
    """Run a child that stops at its gate, and kill it at its ``kill_at``-th step; the names of the steps it came to."""
    ours, theirs = processes.Pipe()
    child = processes.Process(target=child_function, args=(*arguments, theirs))
    child.start()
    theirs.close()
    steps = []
    while True:
        steps.append(ours.recv())
        if steps[-1] == "end" or len(steps) > kill_at:
            break
        ours.send("go")
    if steps[-1] != "end":
        child.kill()
    child.join()
    assert child.exitcode == (0 if steps[-1] == "end" else -9)
    return steps


def counts_in(folder):
    """How many submissions are in each state."""
    outbox = open_outbox(folder)
    counts = outbox.counts().result()
    outbox.close()
    return counts
