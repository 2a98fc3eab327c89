# Makes the initial system of a Debian tree, in it, of what lies in /boot/initrd: busybox, dmsetup, findfs, modules and init.
here=/boot/initrd
kernel=$(basename /usr/lib/modules/*)
room=$here/room
mkdir -p "$room/usr/bin" "$room/usr/sbin" "$room/usr/lib" "$room/usr/lib64" "$room/dev" "$room/proc" "$room/sys" "$room/run" "$room/sysroot"
for one in bin sbin lib lib64; do ln -s "usr/$one" "$room/$one"; done
for program in /usr/bin/busybox /usr/sbin/dmsetup /usr/sbin/findfs; do
    for file in $program $(ldd "$program" | grep -o '/[^ ]*'); do
        mkdir -p "$room${file%/*}"
        cp -L "$file" "$room$file"
    done
done
for applet in cat grep head modprobe mount readlink reboot sh sleep sort switch_root tail tr umount; do
    ln -s busybox "$room/usr/bin/$applet"
done
for module in $(sed -e '/^#/d' $here/modules.txt); do
    modprobe -S "$kernel" --show-depends "$module" >>$here/needed
done
sed -n 's/^insmod //p' $here/needed | sort -u | while read -r file _; do
    mkdir -p "$room${file%/*}"
    cp "$file" "$room$file"
done
cp "/usr/lib/modules/$kernel"/modules.order "/usr/lib/modules/$kernel"/modules.builtin* "$room/usr/lib/modules/$kernel/"
depmod -b "$room" "$kernel"
install -m 755 $here/init "$room/init"
cd "$room"
find . -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
find . | sort | cpio --quiet --reproducible -o -H newc -R 0:0 | zstd -q -19 >"/boot/initrd.img-$kernel"
rm -rf $here
