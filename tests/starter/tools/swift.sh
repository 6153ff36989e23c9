# shellcheck shell=bash
# Swift from Debian's next release, whose libraries this machine need not have: in a folder that is its own root.
[[ $(id -u) == 0 ]] || { echo "Swift is installed and run in a root of its own, which only root may enter" >&2; exit 1; }
debian debootstrap debootstrap
rm -rf "$TOOLS/swift"
debootstrap --variant=minbase --include=swiftlang,libc6-dev,libstdc++-14-dev,gcc,binutils trixie "$TOOLS/swift" >&2
rm -rf "$TOOLS/swift/var/cache/apt"
mkdir -p "$TOOLS/swift/$TOOLS/work" "$TOOLS/work"
# inside COMMAND…: runs it in that root, where the programs stand in the same place as out here.
wrapper inside <<'EOF'
exec unshare --mount bash -eu -c '
    mount --bind "$0/work" "$0/swift$0/work"
    mount --rbind /proc "$0/swift/proc"
    exec chroot "$0/swift" env -C "$PWD" "$@"
' "$TOOLS" "$@"
EOF
cd "$TOOLS/work"
"$TOOLS/bin/inside" swiftc --version | sed -n 's/ (.*//p'
