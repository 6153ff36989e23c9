{{#pause}}
/** Asks for something and waits for Enter. */
function pause(string $text): void
{
    echo $text, PHP_EOL;
    fgets(STDIN);
}

{{/pause}}
{{#show|picture}}
/** Prints an answer. */
function show(mixed $answer): void
{
    $flags = JSON_PRETTY_PRINT | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES;
    echo is_string($answer) ? $answer : json_encode($answer, $flags), PHP_EOL;
}

{{/show|picture}}
