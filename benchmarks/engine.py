"""How fast the form engine is, beside rxeval 0.1.1, an engine for XForms in Rust, on the same forms.

    python -m benchmarks.engine [--peer PYTHON] [--profile PART]

PYTHON is an interpreter that has rxeval (default: the one that runs this); without it no ratio is printed. It does
all it does in each call of recompute(), so its time for an answer is set() with recompute(). The parts: a form of
1,000 questions loaded, compiled and worked out once; one answer; a choice filter over a list of 50,000 rows; a few
letters looked for in all of them, beside a scan that makes each label plain as it comes to it; a spreadsheet of 1,000
questions brought in, the converter's process included. The last line is the figure.
"""

import argparse
import cProfile
import io
import json
import pstats
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl

from kiosk.forms import xform
from kiosk.forms.filling import Filling
from kiosk.forms.finding import plain
from kiosk.forms.form import Form
from kiosk.forms.long_list import LongList
from kiosk.forms.readers import xlsform

QUESTIONS = 1_000
ROWS = 50_000
COUNTIES = 500
TOWNS = ("Caerdydd", "Llanfair-ym-Muallt", "Llanelli", "Ystradgynlais", "Tŷ Ddewi", "Y Fenni", "Pwllheli")
CALCULATED = 3
LIMITS = {"load": 200.0, "answer": 0.05, "filter": 10.0, "search": 50.0, "import": 1000.0}
"""Milliseconds: what each part may take."""
HEAD = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
    'xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"><h:head><h:title>Long</h:title>'
)
PEER = """
import json, statistics, sys, time
import rxeval
form, answers, filtered, county = json.load(sys.stdin)
def timed(run, times=1):
    took = []
    for _ in range(times):
        start = time.perf_counter(); run(); took.append(1000 * (time.perf_counter() - start))
    return min(took)
made = {"load": timed(lambda: rxeval.Session(form).recompute(), 3)}
session = rxeval.Session(form)
session.recompute()
took = []
for path, value in answers[:60]:
    took.append(timed(lambda: (session.set(path, value), session.recompute())))
made["answer"] = statistics.median(took)
session = rxeval.Session(filtered)
session.set("/data/county", county)
made["found"] = len(session.choices("/data/place") or ())
made["filter"] = timed(lambda: session.choices("/data/place"), 5)
print(json.dumps(made))
"""


def main() -> None:
    """Print each part, its limit, and how many times of rxeval's time it takes."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--peer", default=sys.executable, help="an interpreter that has rxeval")
    parser.add_argument("--profile", choices=LIMITS, help="tell where the time of a part goes")
    options = parser.parse_args()
    parts: dict[str, Callable[[], float]] = {
        "load": load,
        "answer": answer,
        "filter": choose,
        "search": search,
        "import": bring_in,
    }
    if options.profile:
        profile = cProfile.Profile()
        profile.runcall(parts[options.profile])
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)
        return
    peer = measured(options.peer)
    figures: list[str] = []
    for name, part in parts.items():
        took = part()
        beside = f", {took / peer[name]:.2f} times rxeval's {peer[name]:.3g} ms" if name in peer else ""
        print(f"{name}: {took:.3g} ms of {LIMITS[name]:g} ms allowed{beside}")
        figures.append(f"{name} {took:.3g} ms")
    if peer and peer["found"] != ROWS // COUNTIES:
        print(f"rxeval found {peer['found']:.0f} of {ROWS // COUNTIES} choices")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"engine: {', '.join(figures)}; {peak} MB at most")


def load() -> float:
    """A form read, compiled and worked out once: the best of five, in ms."""
    xml = long_form().encode()
    return best(lambda: filling(xform.load(xml)), 5)


def answer() -> float:
    """One answer and all that follows from it: the median of all questions, in ms."""
    filled = filling(xform.load(long_form().encode()))
    filled.page_keys()
    took: list[float] = []
    for path, value in answers():
        start = time.perf_counter()
        filled.answer(path, value)
        took.append(1000 * (time.perf_counter() - start))
    print(f"answers: p50 {statistics.median(took):.4f} ms, p99 {sorted(took)[-len(took) // 100]:.4f} ms")
    return statistics.median(took)


def choose() -> float:
    """A page whose choices are filtered from 50,000 rows, each time for another county: the median of 20, in ms."""
    data = places().encode()
    start = time.perf_counter()
    form = xform.load(filtered_form("jr://file-csv/places.csv").encode(), {"places.csv": data})
    print(f"a list of {ROWS} rows loaded: {1000 * (time.perf_counter() - start):.0f} ms")
    filled = filling(form)
    took: list[float] = []
    for number in range(20):
        filled.answer("/data/county", f"c{number}")
        start = time.perf_counter()
        page = filled.page("/data/place")
        took.append(1000 * (time.perf_counter() - start))
        if len(page.questions[0].choices) != ROWS // COUNTIES:
            raise SystemExit(f"{len(page.questions[0].choices)} choices, not {ROWS // COUNTIES}")
    print(f"choice filter: first {took[0]:.2f} ms, slowest {max(took):.2f} ms")
    return statistics.median(took)


def search() -> float:
    """What a key typed looks up in 50,000 labels, slips of the finger included: the slowest of ten words, in ms."""
    listed = LongList([f"p{n}" for n in range(ROWS)], [f"{TOWNS[n % len(TOWNS)]} {n}" for n in range(ROWS)])
    first = best(lambda: listed.find(""), 1)
    words = [word[:end] for word in ("llanelli", "ty ddewi", "pwllhlei") for end in (1, 4, len(word))]
    took = [best(partial(listed.find, word), 3) for word in words]
    naive = best(lambda: [choice for choice in listed if "llanelli" in plain(choice.label)], 3)
    slowest = max(took)
    print(
        f"search: made ready in {first:.0f} ms; the slowest word takes {slowest / naive:.2f} of a naive scan"
    )
    return slowest


def bring_in() -> float:
    """A spreadsheet of 1,000 questions to an XForm, the child process included: the best of three, in ms."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "long.xlsx"
        file.write_bytes(workbook())
        return best(lambda: xlsform.read(file), 3)


def best(run: Callable[[], object], times: int) -> float:
    """The shortest of some runs, in ms."""
    took: list[float] = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        took.append(1000 * (time.perf_counter() - start))
    return min(took)


def filling(form: Form) -> Filling:
    """A visit to the form."""
    ids = iter(range(1_000_000))
    return Filling(
        form,
        language=form.default_language,
        now=lambda: datetime(2026, 11, 21, 10, 30, tzinfo=UTC),
        random=random.Random(1),
        new_id=lambda: f"00000000-0000-4000-8000-{next(ids):012}",
    )


def measured(python: str) -> dict[str, float]:
    """What rxeval takes for the same, in ms; nothing when it is not there."""
    asked = [long_form(), list(answers()), filtered_form(None), "c7"]
    done = subprocess.run(
        [python, "-c", PEER], input=json.dumps(asked), capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(f"rxeval: not measured ({done.stderr.strip().splitlines()[-1]})")
        return {}
    found: dict[str, float] = json.loads(done.stdout)
    return found


# The forms


def questions() -> Iterator[tuple[str, str, str, str]]:
    """Name, type, further attributes of the bind, and an answer: conditions, checks and sums reach back."""
    for n in range(QUESTIONS):
        kind = ("string", "int", "date", "string", "decimal")[n % 5]
        value = ("Jones", "17", "2026-03-04", "a", "12.5")[n % 5]
        before = f"/data/q{n - 1}"
        rules = ""
        if n % 3 == 0 and n:
            rules += f" relevant=\"{before} != 'never' or selected(/data/q{max(0, n - 7)}, 'b')\""
        if kind == "int":
            rules += ' constraint=". &gt;= 0 and . &lt; 150"'
        if kind == "date":
            rules += ' constraint=". &lt;= today()" required="true()"'
        if n % 10 == CALCULATED:
            rules = f" calculate=\"if(/data/q{n - 2} &gt; 5, concat({before}, '-', /data/q{n - 2}), '')\""
        yield f"q{n}", kind, rules, value


def long_form() -> str:
    """1,000 questions: every third with a condition, every tenth calculated."""
    found = list(questions())
    nodes = "".join(f"<{name}/>" for name, *_ in found)
    binds = "".join(f'<bind nodeset="/data/{name}" type="{kind}"{rules}/>' for name, kind, rules, _ in found)
    asked = "".join(
        f'<input ref="/data/{name}"><label>What is the answer to {name}?</label></input>'
        for name, *_ in found
    )
    return (
        f'{HEAD}<model><instance><data id="long">{nodes}<meta><instanceID/></meta></data></instance>{binds}'
        f"</model></h:head><h:body>{asked}</h:body></h:html>"
    )


def answers() -> Iterator[tuple[str, str]]:
    """A path and an answer for every question that is asked."""
    for name, _, rules, value in questions():
        if "calculate" not in rules:
            yield f"/data/{name}", value


def filtered_form(source: str | None) -> str:
    """A county, and the places in it; the list is in a file, or in the form for an engine that reads no files."""
    if source:
        places_list = f'<instance id="places" src="{source}"/>'
    else:
        items = "".join(
            f"<item><name>p{n}</name><label>Place {n}</label><county>c{n % COUNTIES}</county></item>"
            for n in range(ROWS)
        )
        places_list = f'<instance id="places"><root>{items}</root></instance>'
    return (
        f'{HEAD}<model><instance><data id="f"><county/><place/><meta><instanceID/></meta></data></instance>'
        f'{places_list}<bind nodeset="/data/county" type="string"/><bind nodeset="/data/place" type="string"/>'
        '</model></h:head><h:body><input ref="/data/county"><label>Which county?</label></input>'
        '<select1 ref="/data/place"><label>Which place?</label><itemset nodeset="instance(\'places\')/root/item'
        '[county = /data/county]"><value ref="name"/><label ref="label"/></itemset></select1></h:body></h:html>'
    )


def places() -> str:
    """The list as CSV."""
    return "name,label,county\n" + "".join(f"p{n},Place {n},c{n % COUNTIES}\n" for n in range(ROWS))


def workbook() -> bytes:
    """The long form as a spreadsheet."""
    book: Any = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "survey"
    sheet.append(["type", "name", "label", "relevant", "constraint", "calculation"])
    for n, (name, kind, rules, _) in enumerate(questions()):
        kinds = {"string": "text", "int": "integer"}
        before = f"${{q{n - 1}}}"
        sheet.append(
            [
                "calculate" if "calculate" in rules else kinds.get(kind, kind),
                name,
                f"What is the answer to {name}?",
                f"{before} != 'never'" if "relevant" in rules else None,
                ". >= 0" if kind == "int" and "constraint" in rules else None,
                f"concat({before}, '-')" if "calculate" in rules else None,
            ]
        )
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


if __name__ == "__main__":
    main()
