#!/bin/sh
# Makes what "make run" (run), "make test" (test), "make benchmarks" (benchmarks) or "make image-test" (image-test) needs:
# Debian packages, then .venv from the lock. Quick a second time. Exit codes: 0 done, 1 a plain sentence on stderr, 2 wrong usage.
set -eu
cd "$(dirname "$0")/.."
run=deploy/packages-run.txt
case ${1:-run} in
run) lists=$run ;;
test) lists="$run deploy/packages-test.txt" ;;
benchmarks) lists="$run deploy/packages-test.txt deploy/packages-benchmarks.txt" ;;
image-test) lists="$run deploy/packages-test.txt deploy/packages-image.txt deploy/packages-image-test.txt" ;;
*) echo "setup: say run, test, benchmarks or image-test." >&2; exit 2 ;;
esac

stop() {
    echo "$1" >&2
    exit 1
}
# Runs a command without its chatter; if it fails, shows the end of what it said, then the sentence.
quietly() {
    sentence=$1
    shift
    said=$("$@" 2>&1) || { echo "$said" | tail -n 6 >&2; stop "$sentence"; }
}

lacking() {
    names=$(sed -e 's/#.*//' $lists)
    have=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' $names 2>/dev/null | sed -n 's/^installed //p')
    printf '%s\n' $names | grep -vxF -e "$have" | tr '\n' ' '
}
lack=
if command -v dpkg-query >/dev/null; then lack=$(lacking); fi
if [ -n "$lack" ]; then
    sudo=
    if [ "$(id -u)" != 0 ]; then
        # A sudo that would ask for a password is of use only where somebody can type it.
        if sudo -n true 2>/dev/null || { [ -t 0 ] && command -v sudo >/dev/null; }; then sudo=sudo; else
            echo "Handrail needs some Debian packages. Run this line as root, then run the same command again:" >&2
            stop "apt-get update && apt-get install -y --no-install-recommends $lack"
        fi
    fi
    echo "Installing Debian packages: some minutes the first time ..."
    # A package source that cannot be reached just now need not stop us: the install says whether it matters.
    $sudo apt-get update -qq >/dev/null 2>&1 || true
    quietly "The Debian packages could not be installed: the lines above say why. Check the network, then run this again." \
        $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq -o DPkg::Lock::Timeout=120 \
        --no-install-recommends $lack
fi

# Debian's Python comes first, if it has all that a venv and the kiosk need: it gets Debian's security updates, and is
# built with more care for speed than most that are built at home. PYTHON names another.
for python in ${PYTHON:-/usr/bin/python3} python3 python3.13 python3.12 python3.11 none; do
    "$python" -c 'import ensurepip, sqlite3, ssl, sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
        2>/dev/null && break
done
[ "$python" != none ] || stop "Handrail needs Python 3.11, 3.12 or 3.13. Install python3 and python3-venv, then run this again."

# Written last, so that a .venv that was left half made is made again.
mark=$({ cat requirements.lock; "$python" --version; } | sha256sum)
if [ "$(cat .venv/made-from 2>/dev/null)" != "$mark" ]; then
    echo "Making .venv from requirements.lock ..."
    rm -rf .venv
    why="The Python packages could not be installed: the lines above say why. Check the network and that the disk has 2 GB free, then run this again."
    quietly "$why" "$python" -m venv .venv
    quietly "$why" .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes \
        --only-binary :all: -r requirements.lock
    # pyproject.toml's command without a build step. Both are relative, so that the folder may be moved.
    site=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
    echo ../../../.. >"$site/handrail.pth"
    printf '%s\n' '#!/bin/sh' 'exec "$(dirname "$(readlink -f "$0")")/python" -P -m kiosk "$@"' >.venv/bin/kiosk
    chmod +x .venv/bin/kiosk
    echo "$mark" >.venv/made-from
fi
