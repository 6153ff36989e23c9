{{#calls}}
{{> call_fetch.mjs fails=throw new Error}}

{{> answers.mjs fails=throw new Error}}
{{/calls}}
