// Credentials come from the environment, so that none stands in this file.
const ACCESS_TOKEN = setting("WAWP_ACCESS_TOKEN");
{{#instance}}
const INSTANCE_ID = setting("WAWP_INSTANCE_ID");
{{/instance}}
const BASE_URL = (process.env.WAWP_BASE_URL || "{{server}}").replace(/\/+$/, "");

function setting(name{{ts|: string}}){{ts|: string}} {
  return process.env[name] || stop(`Set the environment variable ${name} first.`);
}

/** Says what is wrong and ends the program. */
function stop(reason{{ts|: string}}){{ts|: never}} {
  console.error(reason);
  process.exit(1);
}
