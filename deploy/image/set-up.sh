# Sets up a Debian tree as a kiosk's; run by its own shell, in it, with the version, and "1" for a TEST image.
version=$1
test=$2
python=$(basename /usr/lib/python3.1*)

cat >/usr/lib/os-release <<END
PRETTY_NAME="Handrail $version"
NAME="Handrail"
ID=debian
VERSION_ID="13"
VERSION_CODENAME=trixie
IMAGE_ID=handrail
IMAGE_VERSION=$version
END
echo handrail >/etc/hostname
printf '%s\n' '127.0.0.1 localhost handrail' '::1 localhost' >/etc/hosts
: >/etc/machine-id
ln -sf /run/systemd/resolve/stub-resolv.conf /etc/resolv.conf
mkdir -p /efi /media
# The settings lie on the data partition; what they are at the first start is kept here (handrail-data.service).
mv /etc/handrail /usr/share/handrail-image/etc
ln -s /var/lib/handrail/etc /etc/handrail

# CUPS: it keeps nothing of a paper (docs/printing.md), and listens to nobody outside.
sed -i -e '/^Listen localhost/d' -e '/^Browsing/d' -e '/^Preserve/d' /etc/cups/cupsd.conf
printf '%s\n' 'PreserveJobFiles No' 'PreserveJobHistory No' 'Browsing No' >>/etc/cups/cupsd.conf
mv /etc/cups /usr/share/handrail-image/cups
ln -s /run/handrail-cups /etc/cups

# No kiosk has a parallel port.
rm -f /etc/modules-load.d/cups-filters.conf

# Nobody logs in: no password, no terminal, no shell that opens when something fails.
passwd -q -l root
for unit in $(sed -e '/^#/d' /usr/share/handrail-image/masked.txt) kexec.target; do systemctl -q mask "$unit"; done
# Nothing here is changed by itself, and nothing is kept but on the data partition.
for unit in apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer e2scrub_reap.service \
    fstrim.timer systemd-machine-id-commit.service systemd-firstboot.service systemd-repart.service \
    systemd-boot-update.service systemd-pstore.service systemd-hibernate-clear.service keyboard-setup.service \
    console-setup.service first-boot-complete.target ldconfig.service; do
    systemctl -q mask "$unit"
done
# What serves a purpose that no kiosk has, and costs its time at each start: files below /var and /etc that would be made
# anew, foreign programs, traces of the kernel, extensions of the system.
for unit in dev-hugepages.mount dev-mqueue.mount sys-kernel-debug.mount sys-kernel-tracing.mount sys-kernel-config.mount \
    sys-fs-fuse-connections.mount proc-sys-fs-binfmt_misc.automount systemd-binfmt.service modprobe@configfs.service \
    modprobe@fuse.service systemd-bootctl.socket systemd-sysext.socket systemd-creds.socket systemd-initctl.socket \
    systemd-network-generator.service systemd-udev-load-credentials.service systemd-journal-catalog-update.service \
    systemd-update-done.service systemd-random-seed.service systemd-networkd-persistent-storage.service \
    systemd-sysusers.service systemd-hwdb-update.service systemd-boot-random-seed.service systemd-modules-load.service \
    systemd-remount-fs.service run-lock.mount kmod-static-nodes.service systemd-tmpfiles-setup-dev-early.service; do
    systemctl -q mask "$unit"
done
for unit in filter-chain.service gpg-agent.socket gpg-agent-ssh.socket gpg-agent-extra.socket gpg-agent-browser.socket \
    dirmngr.socket keyboxd.socket; do
    systemctl -q --global mask "$unit"
done
# Their sockets begin them when the program first makes a sound.
systemctl -q --global disable pipewire.service pipewire-pulse.service
systemctl -q --global enable pipewire.socket pipewire-pulse.socket
systemctl -q set-default graphical.target
for unit in handrail-x.service handrail-healthy.service handrail-update.path handrail-update.timer handrail-data.service \
    handrail-beside.service; do
    systemctl -q enable "$unit"
done
for unit in nftables.service systemd-networkd.service systemd-networkd.socket systemd-networkd-wait-online.service systemd-resolved.service \
    systemd-timesyncd.service iwd.service cups.service cups.socket cups.path avahi-daemon.service avahi-daemon.socket; do
    systemctl -q disable "$unit"
done
[ -z "$test" ] || systemctl -q enable handrail-test-ready.service handrail-test-agent.service

# Python that is compiled now is not compiled at each start, and is not looked at again: nobody can write there.
find "/usr/lib/$python" /usr/lib/python3 -name __pycache__ -prune -exec rm -rf {} +
"$python" -m compileall -q -j 2 --invalidation-mode unchecked-hash -x 'test/|lib2to3|idlelib' "/usr/lib/$python" /usr/lib/python3 || true

# The list of fonts, which Xorg and the program would each make at their start. It knows a folder by its time.
sed -i 's|<cachedir>/var/cache/fontconfig</cachedir>|<cachedir>/usr/share/handrail-image/fontconfig</cachedir>|' /etc/fonts/fonts.conf
find /usr/share/fonts -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
mkdir -p /usr/share/handrail-image/fontconfig
fc-cache -s

# What was made while Debian was installed and is another each time.
find /etc/ssl/certs \( -lname ssl-cert-snakeoil.pem -o -name ssl-cert-snakeoil.pem \) -delete
rm -rf /etc/ssl/private/* /etc/.pwd.lock /etc/*- /tmp/* /run/*
