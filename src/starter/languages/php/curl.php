<?php

// {{title}}

declare(strict_types=1);

{{> settings.php}}

{{> stop.php}}

{{> call_curl.php}}

{{> answers.php}}
{{> console.php}}
{{steps}}
