#!/bin/sh
# Does what README.md says on a Debian that has nothing yet: git and make are installed, the repository is cloned, and
# then "make run" or "make test".
#
#   sudo deploy/bare.sh bookworm|trixie run|test
#
# What is committed is tried. FOLDER=... names where that Debian is made. PYTEST_ADDOPTS goes into it. The Python
# packages are fetched outside, where pip knows the way to them; their hashes are checked inside, as ever.
set -eu
cd "$(dirname "$0")/.."
. deploy/debian.sh
own_mounts "$(pwd)/deploy/bare.sh" "$@"
release=$1
what=$2
python=$(python_of "$release")
case $what in run | test) ;; *) echo "bare.sh: say run or test." >&2; exit 2 ;; esac

began=$(date +%s)
FOLDER=${FOLDER:-/var/tmp/handrail-bare-$release-$what}
[ ! -e "$FOLDER" ] || { echo "bare.sh: $FOLDER is there already. Take it away, or name another folder." >&2; exit 1; }
trap 'drop_debian "$FOLDER"' EXIT
wheels_for requirements.lock "$python"
bare_debian "$release" "$FOLDER"
cp -r "$kept/wheels-$python" "$FOLDER/opt/wheels"
git bundle create -q "$FOLDER/srv/handrail.bundle" HEAD

inside "$FOLDER" apt-get -qq update
inside "$FOLDER" apt-get -qq install -y --no-install-recommends git make >/dev/null
inside "$FOLDER" git -c advice.detachedHead=false -c init.defaultBranch=main clone -q /srv/handrail.bundle /srv/handrail
echo "A bare $release with git and make: $(($(date +%s) - began)) s"
code=0
inside "$FOLDER" env PIP_NO_INDEX=1 PIP_FIND_LINKS=/opt/wheels PYTEST_ADDOPTS="${PYTEST_ADDOPTS:-}" \
    make -C /srv/handrail "$what" || code=$?
echo "make $what on a bare $release: exit code $code, $(($(date +%s) - began)) s in all"
exit $code
