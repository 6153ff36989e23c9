// {{title}}
{{#picture}}
import { writeFileSync } from "node:fs";
{{/picture}}
{{#pause}}
import { createInterface } from "node:readline";
{{/pause}}
import { setTimeout as sleep } from "node:timers/promises";

{{> settings.mjs}}

{{> call_fetch.mjs fails=stop}}

{{> pause.mjs}}
{{> answers.mjs fails=stop}}
