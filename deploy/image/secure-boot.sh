#!/bin/sh
# Makes a council's keys in a folder, and keeps what is there. For Secure Boot: PK (whose machine it is), KEK (who may
# change the list), db (who may sign what starts); each is a key, a certificate to enrol by hand (.cer), and a file with
# which a firmware in its setup mode enrols itself (.auth). And release.key, which signs updates (docs/updates.md), with
# release.pem, by which every kiosk knows them.
#
#   deploy/image/secure-boot.sh FOLDER ["Name of the council"]
set -eu
umask 077
mkdir -p "$1"
cd "$1"
whose=${2:-Handrail}
owner=$(python3 -c "import sys, uuid; print(uuid.uuid5(uuid.NAMESPACE_URL, sys.argv[1]))" "handrail-$whose")
for one in PK KEK db; do
    [ -e "$one.key" ] || openssl req -new -x509 -newkey rsa:2048 -nodes -sha256 -days 7300 -subj "/CN=$whose $one/" \
        -keyout "$one.key" -out "$one.crt" 2>/dev/null
    openssl x509 -in "$one.crt" -outform DER -out "$one.cer"
    cert-to-efi-sig-list -g "$owner" "$one.crt" "$one.esl"
done
sign() {
    [ -e "$1.auth" ] || sign-efi-sig-list -t '2026-01-01 00:00:00' -g "$owner" -k "$2.key" -c "$2.crt" \
        "$1" "$1.esl" "$1.auth" >/dev/null
}
sign PK PK
sign KEK PK
sign db KEK
[ -e release.key ] || openssl genpkey -algorithm ed25519 -out release.key
openssl pkey -in release.key -pubout -out release.pem
rm PK.esl KEK.esl db.esl
