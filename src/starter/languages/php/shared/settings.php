// Credentials come from the environment, so that none stands in this file.
define('ACCESS_TOKEN', setting('WAWP_ACCESS_TOKEN'));
{{#instance}}
define('INSTANCE_ID', setting('WAWP_INSTANCE_ID'));
{{/instance}}
define('BASE_URL', rtrim(getenv('WAWP_BASE_URL') ?: '{{server}}', '/'));
