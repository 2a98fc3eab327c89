# A Debian of any release in a folder, from the package sources of this machine. Sourced by scripts that run as root in
# a mount namespace of their own (own_mounts), so that what they mount goes with them.

# Where releases and packages are kept between two runs: nothing there is needed, all of it saves time.
kept=${HANDRAIL_KEPT:-/var/tmp/handrail-debian}

# Begins the script anew in a mount namespace of its own: own_mounts "$0" "$@".
own_mounts() {
    [ "$(id -u)" = 0 ] || { echo "$(basename "$1"): run this as root: it makes a Debian of its own." >&2; exit 1; }
    [ "${HANDRAIL_MOUNTS:-}" = own ] || HANDRAIL_MOUNTS=own exec unshare --mount --propagation private "$@"
}

# The package sources of this machine, for another release: bookworm or trixie.
sources() {
    signed=/usr/share/keyrings/debian-archive-keyring.gpg
    apt-get indextargets --format '$(REPO_URI)' | sort -u | while read -r uri; do
        case $uri in
        */debian-security/) echo "deb [signed-by=$signed] $uri $1-security main" ;;
        */debian/) printf "deb [signed-by=$signed] $uri %s main\n" "$1" "$1-updates" ;;
        esac
    done
}

# A bare RELEASE in FOLDER, which must not be there: what debootstrap calls minbase, and PACKAGES (a,b,c) if named. Made
# once, then unpacked: bare_debian RELEASE FOLDER [PACKAGES]
bare_debian() {
    made=$kept/$1-$(echo "${3:-}" | md5sum | cut -c1-8).tar
    mkdir -p "$kept/apt-$1"
    if [ ! -s "$made" ]; then
        sources "$1" | mmdebstrap --quiet --format=tar --variant=minbase --include=ca-certificates${3:+,$3} "$1" "$made.new" -
        mv "$made.new" "$made"
    fi
    mkdir -p "$2"
    tar -x -f "$made" -C "$2" --numeric-owner --exclude='./dev/*'
    for tree in proc dev sys; do
        mount --rbind "/$tree" "$2/$tree"
    done
    mount -t tmpfs -o mode=1777 tmpfs "$2/tmp"
    mount -t tmpfs tmpfs "$2/run"
    mount --bind "$kept/apt-$1" "$2/var/cache/apt/archives"
    echo 'Binary::apt::APT::Keep-Downloaded-Packages "true";' >"$2/etc/apt/apt.conf.d/90keep"
    # Nothing that a package brings is to start here: this machine is not that Debian.
    printf '#!/bin/sh\nexit 101\n' >"$2/usr/sbin/policy-rc.d"
    chmod 755 "$2/usr/sbin/policy-rc.d"
    cat /etc/resolv.conf >"$2/etc/resolv.conf"
}

# The wheels of LOCK for the Python VERSION of a release, fetched out here where pip knows the way to them.
wheels_for() {
    [ -x "$kept/pip/bin/python" ] || /usr/bin/python3 -m venv "$kept/pip"
    mkdir -p "$kept/wheels-$2"
    "$kept/pip/bin/python" -m pip download -qq --disable-pip-version-check --require-hashes --only-binary=:all: --no-deps \
        --implementation cp --python-version "$2" -r "$1" -d "$kept/wheels-$2"
}

# The Python of a release.
python_of() {
    case $1 in
    bookworm) echo 3.11 ;;
    trixie) echo 3.13 ;;
    *) echo "Say bookworm (Debian 12) or trixie (Debian 13)." >&2; return 2 ;;
    esac
}

# The package of this version for RELEASE, $first, and that of the version after it, $newer, $second.
name_packages() {
    number=$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
    newer=${number%.*}.$((${number##*.} + 1))
    first=handrail_${number}_$1_amd64.deb
    second=handrail_${newer}_$1_amd64.deb
}

# Runs a command in FOLDER, with no settings of this machine: inside FOLDER COMMAND...
inside() {
    their=$1
    shift
    chroot "$their" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"
}

# Ends what FOLDER's programs left running, unmounts it and takes it away. Where something is mounted still, nothing is
# deleted: it might be a folder of this machine. So no folder that matters is ever mounted in there, but copied.
drop_debian() {
    for link in /proc/[0-9]*/root; do
        if [ "$(readlink "$link" 2>/dev/null)" = "$1" ]; then
            kill -9 "$(echo "$link" | cut -d/ -f3)" 2>/dev/null || true
        fi
    done
    mounted_below "$1" | sort -r | while read -r mounted; do umount -l "$mounted" || true; done
    if [ -n "$(mounted_below "$1")" ]; then
        echo "Something is mounted below $1 still, so it is left as it is." >&2
        return 1
    fi
    rm -rf --one-file-system "$1"
}

mounted_below() {
    awk -v root="$1/" 'index($2, root) == 1 { print $2 }' /proc/self/mounts
}
