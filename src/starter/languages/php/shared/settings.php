{{#token|instance}}
// Credentials come from the environment, so that none stands in this file.
{{/token|instance}}
{{#token}}
define('ACCESS_TOKEN', setting('{{token_variable}}'));
{{/token}}
{{#instance}}
define('INSTANCE_ID', setting('{{session_variable}}'));
{{/instance}}
define('BASE_URL', rtrim(getenv('{{server_variable}}') ?: '{{server}}', '/'));
