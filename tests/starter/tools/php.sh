# shellcheck shell=bash
# PHP with curl, and Guzzle where Composer would have put it.
debian php php-cli
php -m | grep -qx curl || debian /no-curl-extension php-curl
guzzle=/usr/share/php/GuzzleHttp/autoload.php
debian "$guzzle" php-guzzlehttp-guzzle
mkdir -p "$TOOLS/php/vendor"
echo "<?php require_once '$guzzle';" >"$TOOLS/php/vendor/autoload.php"
echo "PHP $(php -r 'echo PHP_VERSION;'), Guzzle $(dpkg-query -Wf '${Version}' php-guzzlehttp-guzzle)"
