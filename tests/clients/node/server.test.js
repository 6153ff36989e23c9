// The TypeScript SDK lists the tools and calls each, with a success and a failure. Node gives its children unix
// sockets, not pipes, as standard streams; the SDK checks structured content against the output schema.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';

const AHMED = '+20 101 234 5678';
const PDF = '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n';
const PATIENCE_MS = 60_000;

const folder = mkdtempSync(path.join(tmpdir(), 'wawp-mcp-'));
const work = path.join(folder, 'work');
const client = new Client({ name: 'tests', version: '1' });
let said = '';

before(async () => {
  const env = { HOME: folder, WAWP_MODE: 'sandbox' };
  mkdirSync(work);
  writeFileSync(path.join(work, 'invoice.pdf'), PDF);
  const transport = new StdioClientTransport({ command: process.env.WAWP_MCP_BINARY, env, cwd: work, stderr: 'pipe' });
  transport.stderr.on('data', (text) => (said += text));
  await client.connect(transport);
  await client.listTools();
});

after(async () => {
  await client.close();
  rmSync(folder, { recursive: true });
  assert.equal(said, '', 'nothing on standard error');
});

const call = (name, args) => client.callTool({ name, arguments: args }, undefined, { timeout: PATIENCE_MS });

async function success(name, args) {
  const result = await call(name, args);
  assert.ok(!result.isError, result.content[0].text);
  return result.structuredContent;
}

async function failure(name, args) {
  const result = await call(name, args);
  assert.equal(result.isError, true, result.content[0].text);
  return result.structuredContent.error;
}

test('the client is told name, version and instructions', () => {
  assert.equal(client.getServerVersion().name, 'wawp-mcp');
  assert.ok(client.getInstructions());
});

test('nine tools are listed', async () => {
  const { tools } = await client.listTools();
  assert.equal(tools.length, 9);
  for (const tool of tools) assert.ok(tool.title && tool.description && tool.outputSchema, tool.name);
});

test('search_docs', async () => {
  const found = await success('search_docs', { query: 'send a text message' });
  assert.equal(found.results[0].path, '/v2/send/text');
  assert.equal((await failure('search_docs', { query: 'text', limit: 0 })).parameter, 'limit');
});

test('list_endpoints', async () => {
  assert.equal((await success('list_endpoints', {})).total, 164);
  assert.equal((await failure('list_endpoints', { category: 'Nonsense' })).parameter, 'category');
});

test('get_endpoint_details', async () => {
  const page = await success('get_endpoint_details', { path: '/v2/send/text' });
  assert.ok(page.arguments.properties.message);
  assert.equal((await failure('get_endpoint_details', { path: '/v2/send/txt' })).code, 'unknown_endpoint');
});

test('set_config', async () => {
  const shown = await success('set_config', { test_number: AHMED });
  assert.equal(shown.settings.test_number.set, true);
  assert.equal((await failure('set_config', {})).code, 'missing_argument');
});

test('execute_request', async () => {
  const send = { path: '/v2/send/text', method: 'POST', body: { chatId: AHMED, message: 'Hello' } };
  const sent = await success('execute_request', send);
  assert.deepEqual([sent.outcome, sent.status, sent.simulated], ['done', 200, true]);
  assert.equal((await failure('execute_request', send)).code, 'duplicate_send');
});

test('get_session_health', async () => {
  assert.equal((await success('get_session_health', {})).connected, true);
  assert.ok((await failure('get_session_health', { instance_id: 'nobody' })).message);
});

test('send_local_file', async () => {
  const sent = await success('send_local_file', { file_path: 'invoice.pdf', chatId: AHMED });
  assert.deepEqual([sent.outcome, sent.mimetype], ['done', 'application/pdf']);
  assert.equal((await failure('send_local_file', { file_path: 'none.pdf', chatId: AHMED })).code, 'file_not_found');
});

test('every page is a resource', async () => {
  const uris = [];
  let cursor;
  do {
    const page = await client.listResources({ cursor });
    uris.push(...page.resources.map((resource) => resource.uri));
    cursor = page.nextCursor;
  } while (cursor);
  assert.equal(new Set(uris).size, 152);
  const { contents } = await client.readResource({ uri: 'wawp://openapi.json' });
  assert.equal(Object.keys(JSON.parse(contents[0].text).webhooks).length, 24);
  await assert.rejects(client.readResource({ uri: 'wawp://docs/nothing' }), { code: -32002 });
  const { resourceTemplates } = await client.listResourceTemplates();
  const uri = resourceTemplates.find((template) => template.name === 'webhook').uriTemplate;
  const argument = { name: 'event', value: 'call.' };
  const { completion } = await client.complete({ ref: { type: 'ref/resource', uri }, argument });
  assert.deepEqual(completion.values, ['call.received', 'call.accepted', 'call.rejected']);
});

test('a QR code arrives as an image', async () => {
  for (const path of ['/v2/session/logout', '/v2/session/start']) {
    await success('execute_request', { path, method: 'POST', confirm: true });
  }
  const end = Date.now() + PATIENCE_MS;
  while ((await success('get_session_health', {})).status !== 'SCAN_QR_CODE') {
    assert.ok(Date.now() < end, 'the session comes up');
    await new Promise((resume) => setTimeout(resume, 20));
  }
  const { content } = await call('execute_request', { path: '/v2/auth/qr-image', method: 'POST' });
  const image = content.find((block) => block.type === 'image');
  assert.equal(image.mimeType, 'image/png');
  assert.ok(image.data.startsWith('iVBOR'), 'a PNG in base64');
});
