{{> server_http.mjs}}

{{> deliveries.mjs}}
{{> own_calls.mjs}}
{{> handle.mjs}}
