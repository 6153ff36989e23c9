{{#linked}}
/** Takes a value out of what arrived, to use it in a request. */
function pick(source{{ts|: unknown}}, ...names{{ts|: string[]}}){{ts|: string}} {
  const value = names.reduce({{js|(value, name) => value?.[name]}}{{ts|member}}, source);
  if (typeof value !== "string" && typeof value !== "number") {
    {{fails}}(`There is no ${names.join(".")} in ${JSON.stringify(source)}`);
  }
  return String(value);
}

{{/linked}}
{{#picture}}
/** Saves a picture that came as a data: address. */
function savePicture(answer{{ts|: unknown}}, name{{ts|: string}}){{ts|: void}} {
  const [start, base64] = String({{js|answer?.[name]}}{{ts|member(answer, name)}}).split(",");
  if (!start{{ts|?}}.startsWith("data:image/") || !base64) {
    {{fails}}(`The answer holds no picture ${name}: ${JSON.stringify(answer)}`);
  }
  writeFileSync("qr.png", Buffer.from(base64, "base64"));
  console.log("Saved qr.png");
}

{{/picture}}
{{#show}}
/** Prints an answer. */
function show(answer{{ts|: unknown}}){{ts|: void}} {
  console.log(typeof answer === "string" ? answer : JSON.stringify(answer, null, 2));
}

{{/show}}
