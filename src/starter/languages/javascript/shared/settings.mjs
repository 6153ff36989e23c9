{{#token|instance}}
// Credentials come from the environment, so that none stands in this file.
{{/token|instance}}
{{#token}}
const ACCESS_TOKEN = setting("{{token_variable}}");
{{/token}}
{{#instance}}
const INSTANCE_ID = setting("{{session_variable}}");
{{/instance}}
const BASE_URL = (process.env.{{server_variable}} || "{{server}}").replace(/\/+$/, "");
{{#token|instance}}

function setting(name{{ts|: string}}){{ts|: string}} {
  return process.env[name] || stop(`Set the environment variable ${name} first.`);
}
{{/token|instance}}
{{#token|instance|started}}

/** Says what is wrong and ends the program. */
function stop(reason{{ts|: string}}){{ts|: never}} {
  console.error(reason);
  process.exit(1);
}
{{/token|instance|started}}
