#!/bin/sh
# Runs tests/a11y on Debian 13, whose Orca is not Debian 12's, and makes its transcripts.
#
#   sudo tests/a11y/debian13.sh [FOLDER]
#
# FOLDER gets a Debian 13 of its own (2 GB), which is kept for the next time: /var/tmp/handrail-debian13 otherwise.
# It needs root for the mounts, debootstrap, and the network; what it mounts goes with it.
set -eu

here=$(cd "$(dirname "$0")/../.." && pwd)
root=${1:-/var/tmp/handrail-debian13}
mirror=${MIRROR:-$(apt-get indextargets --format '$(REPO_URI)' | grep '/debian/$' | head -n 1)}
python=${PYTHON:-$here/.venv/bin/python}

if [ -z "${HANDRAIL_MOUNTS:-}" ]; then
    HANDRAIL_MOUNTS=own exec unshare --mount --propagation private "$0" "$@"
fi

[ -x "$root/usr/bin/dpkg" ] || debootstrap --variant=minbase trixie "$root" "$mirror"
mount --bind /proc "$root/proc"
mount --bind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/tmp"
cp /etc/resolv.conf "$root/etc/resolv.conf"

inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }

inside apt-get -q update
lists="$here/deploy/packages-run.txt $here/deploy/packages-test.txt"
inside apt-get -q install -y --no-install-recommends $(sed -e 's/#.*//' $lists)

# Fetched out here, where pip knows the way to the packages.
mkdir -p "$root/opt/wheels"
"$python" -m pip download -q --only-binary=:all: --python-version 3.13 --implementation cp --no-deps \
    -r "$here/requirements.lock" -d "$root/opt/wheels"
[ -x "$root/opt/venv/bin/python" ] || inside python3 -m venv /opt/venv
inside sh -c '/opt/venv/bin/pip install -q --no-deps --no-index /opt/wheels/*.whl'

mkdir -p "$root/opt/handrail"
mount --bind "$here" "$root/opt/handrail"
inside sh -c 'cd /opt/handrail && TRANSCRIPT=write QT_QPA_PLATFORM=offscreen PYTHONDONTWRITEBYTECODE=1 \
    exec /opt/venv/bin/python -m pytest -q -n 0 -p no:cacheprovider tests/a11y'
