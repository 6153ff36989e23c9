{{> before_steps.mjs}}
{{steps}}
{{#pause}}

terminal.close();
{{/pause}}
