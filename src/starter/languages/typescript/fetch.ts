{{> before_steps.mjs}}
async function main(): Promise<void> {
  {{steps}}
{{#pause}}

  terminal.close();
{{/pause}}
}

main().catch((error: unknown) => stop(String(error)));
