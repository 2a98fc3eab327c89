# Takes out of a Debian tree, in it, what left-out.txt lists, and the lists by which the tree was made.
cd /
for one in $(sed -e '/^#/d' usr/share/handrail-image/left-out.txt); do rm -rf -- "$one"; done
rm usr/share/handrail-image/*.txt
for modules in usr/lib/modules/*; do depmod "${modules##*/}"; done
