{{#token|instance}}
// Credentials come from the environment, so that none stands in this file.
{{/token|instance}}
var (
{{#token}}
	accessToken = setting("{{token_variable}}")
{{/token}}
{{#instance}}
	instanceID {{token| }}= setting("{{session_variable}}")
{{/instance}}
{{#token}}
	baseURL     = serverURL()
{{/token}}
{{^token}}
	baseURL {{instance|   }}= serverURL()
{{/token}}
)
