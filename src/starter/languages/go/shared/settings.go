// Credentials come from the environment, so that none stands in this file.
var (
	accessToken = setting("WAWP_ACCESS_TOKEN")
{{#instance}}
	instanceID  = setting("WAWP_INSTANCE_ID")
{{/instance}}
	baseURL     = serverURL()
)
