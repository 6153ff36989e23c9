// The exports, read by the tools that people use them with: validators, a type generator, Postman's runner.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';

import SwaggerParser from '@apidevtools/swagger-parser';
import newman from 'newman';
import postman from 'postman-collection';

const binary = process.env.WAWP_MCP_BINARY;
const tool = (name) => resolve('node_modules', '.bin', name);
const folder = mkdtempSync(join(tmpdir(), 'export-'));
const exported = (format, language = 'en') =>
  execFileSync(binary, ['export', format, '--language', language], { encoding: 'utf8', maxBuffer: 2 ** 26 });
const written = (format, language) => {
  const path = join(folder, `${format}.${language}.json`);
  writeFileSync(path, exported(format, language));
  return path;
};

for (const language of ['en', 'ar']) {
  test(`swagger-parser accepts the OpenAPI document (${language})`, async () => {
    const api = await SwaggerParser.validate(written('openapi', language));
    assert.equal(Object.keys(api.webhooks).length, 24);
    const operations = Object.values(api.paths).flatMap(Object.values);
    assert.equal(operations.length, 123);
  });
}

for (const language of ['en', 'ar']) {
  test(`redocly finds nothing in the OpenAPI document under its strictest rules (${language})`, () => {
    const quiet = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
    const lint = ['lint', written('openapi', language), '--config=redocly.yaml', '--format=json'];
    const said = spawnSync(tool('redocly'), lint, { encoding: 'utf8', env: quiet });
    const { problems } = JSON.parse(said.stdout.slice(said.stdout.indexOf('{')));
    assert.deepEqual(problems.map(({ ruleId, message }) => `${ruleId}: ${message}`), []);
  });
}

test('TypeScript types are generated and say what a call takes', () => {
  execFileSync(tool('openapi-typescript'), [written('openapi', 'en'), '--output', join(folder, 'api.ts')], { stdio: 'ignore' });
  writeFileSync(join(folder, 'use.ts'), `
    import type { paths, webhooks } from './api.ts';
    type Text = paths['/v2/send/text']['post']['requestBody']['content']['application/json'];
    export const whole: Text = { instance_id: 'i', chatId: '201012345678@c.us', message: 'Hello' };
    // @ts-expect-error the message is required
    export const partial: Text = { instance_id: 'i', chatId: '201012345678@c.us' };
    // @ts-expect-error a choice outside of the documented ones
    export const wrong: paths['/v2/presence']['post']['requestBody']['content']['application/json']['presence'] = 'away';
    type Ack = webhooks['message.ack']['post']['requestBody']['content']['application/json'];
    export const name: Ack['event'] = 'message.ack';
  `);
  const check = ['--noEmit', '--strict', '--allowImportingTsExtensions', '--target', 'es2022', '--module', 'esnext',
    '--moduleResolution', 'bundler', join(folder, 'use.ts')];
  execFileSync(tool('tsc'), check, { encoding: 'utf8' });
});

for (const language of ['en', 'ar']) {
  test(`Postman's library loads the collection (${language})`, () => {
    const collection = new postman.Collection(JSON.parse(exported('postman', language)));
    const items = [];
    collection.forEachItem((item) => items.push(item));
    assert.equal(items.length, 123 + 24);
    for (const item of items) {
      assert.equal(item.getAuth().type, item.request.url.toString() === '{{webhookUrl}}' ? 'noauth' : 'apikey');
    }
  });
}

let gateway;
before(async () => {
  gateway = spawn(binary, ['sandbox'], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: gateway.stdout })) {
    const [name, value] = line.split('=');
    if (name === 'WAWP_BASE_URL') gateway.url = value;
    if (name === 'WAWP_ACCESS_TOKEN') { gateway.token = value; break; }
  }
});
after(() => gateway.kill());

test("Postman's runner calls every operation as the simulated gateway documents it", async () => {
  const collection = JSON.parse(exported('postman'));
  const calls = collection.item.filter((group) => group.auth === undefined && group.item.length > 0).map((group) => group.name);
  // Sessions are started and ended last: nothing answers for one that was deleted.
  const sessions = calls.filter((name) => name === 'Session Management');
  const others = calls.filter((name) => name !== 'Session Management');
  const variables = [['baseUrl', gateway.url], ['accessToken', gateway.token], ['instanceId', 'paired']];
  const envVar = variables.map(([key, value]) => ({ key, value }));
  const answers = [];
  for (const group of [others, sessions]) {
    const run = await new Promise((done, failed) => newman.run({ collection, folder: group, envVar, reporters: [] },
      (error, summary) => error ? failed(error) : done(summary.run)));
    assert.deepEqual(run.failures, []);
    answers.push(...run.executions.map(({ item, response }) => ({ name: item.name, code: response.code, body: response.json() })));
  }
  assert.equal(answers.length, 123);
  const wrong = ['not_found', 'method_not_allowed', 'missing_param', 'invalid_param', 'invalid_chat_id', 'invalid_access_token'];
  for (const { name, body } of answers) assert.ok(!wrong.includes(body?.code), `${name}: ${JSON.stringify(body)}`);
  const done = answers.filter(({ code }) => code < 300).length;
  assert.ok(done > 100, `${done} of ${answers.length} were done`);
});
