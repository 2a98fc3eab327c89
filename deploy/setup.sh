#!/bin/sh
# Makes everything that "make run" (run) or "make test" (test) needs: Debian packages, then .venv from the lock.
# Works a second time in well under a second: each part leaves a mark that says from what it was made.
set -eu
cd "$(dirname "$0")/.."
what=${1:-run}
case $what in
run) lists="deploy/packages-run.txt" ;;
test) lists="deploy/packages-run.txt deploy/packages-test.txt" ;;
benchmarks) lists="deploy/packages-run.txt deploy/packages-test.txt deploy/packages-benchmarks.txt" ;;
*) echo "setup: say run, test or benchmarks" >&2; exit 2 ;;
esac

# A line may name alternatives (libglib2.0-0t64|libglib2.0-0): the first that this Debian knows is meant.
wanted() {
    sed -e 's/#.*//' -e '/^[[:space:]]*$/d' $lists
}
installed() {
    dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q '^install ok installed$'
}
known() {
    apt-cache show "$1" >/dev/null 2>&1
}
lacking() {
    for line in $(wanted); do
        found=
        for name in $(echo "$line" | tr '|' ' '); do
            if installed "$name"; then found=yes; break; fi
        done
        [ -n "$found" ] || echo "$line"
    done
}
choose() {
    for line in $1; do
        pick=
        for name in $(echo "$line" | tr '|' ' '); do
            if known "$name"; then pick=$name; break; fi
        done
        echo "${pick:-${line%%|*}}"
    done
}

if command -v dpkg-query >/dev/null 2>&1; then
    lack=$(lacking)
    if [ -n "$lack" ]; then
        if [ "$(id -u)" = 0 ]; then as_root=""
        elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then as_root="sudo"
        elif command -v sudo >/dev/null 2>&1 && [ -t 0 ]; then as_root="sudo"
        else
            echo "Handrail needs some Debian packages. As root, run this line, then this command again:" >&2
            echo "  apt-get update && apt-get install -y --no-install-recommends $(choose "$lack" | tr '\n' ' ')" >&2
            exit 1
        fi
        echo "Installing Debian packages that Handrail needs ..."
        log=$(mktemp)
        # "|| true": a package source that cannot be reached just now need not stop us; the install says if it matters.
        $as_root apt-get update -qq >"$log" 2>&1 || true
        if ! $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
            $(choose "$lack") >>"$log" 2>&1; then
            tail -n 15 "$log" >&2
            echo "The Debian packages could not be installed (the lines above say why). Mend that and run this again." >&2
            rm -f "$log"
            exit 1
        fi
        rm -f "$log"
    fi
fi

python=
for name in python3 python3.13 python3.12 python3.11; do
    if command -v "$name" >/dev/null 2>&1 &&
        "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then
        python=$name
        break
    fi
done
if [ -z "$python" ]; then
    echo "Handrail needs Python 3.11, 3.12 or 3.13: install the Debian packages python3 and python3-venv." >&2
    exit 1
fi
mark=$({ cat requirements.lock pyproject.toml; "$python" --version; pwd; } | sha256sum | cut -d' ' -f1)
if [ "$(cat .venv/made-from 2>/dev/null)" != "$mark" ]; then
    echo "Making .venv from requirements.lock ..."
    rm -rf .venv
    "$python" -m venv .venv
    .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes --only-binary :all: \
        -r requirements.lock
    # The commands of pyproject.toml, without a build step: a path file and one small script.
    site=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
    pwd >"$site/handrail.pth"
    printf '#!%s/.venv/bin/python\nimport sys\nfrom kiosk.__main__ import main\nsys.exit(main())\n' "$(pwd)" >.venv/bin/kiosk
    chmod +x .venv/bin/kiosk
    echo "$mark" >.venv/made-from
fi
