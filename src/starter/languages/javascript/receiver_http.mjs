{{> server_http.mjs}}

{{> own_calls.mjs}}
{{> deliveries.mjs}}
{{> handle.mjs}}
