{{#token|instance}}
function setting(string $name): string
{
    return getenv($name) ?: stop("Set the environment variable $name first.");
}

{{/token|instance}}
/** Says what is wrong and ends the program. */
function stop(string $reason): never
{
    fwrite(STDERR, $reason . PHP_EOL);
    exit(1);
}
