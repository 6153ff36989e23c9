const PORT = Number(process.env.PORT || 8080);
// Events carry no signature: with a secret in the address, /webhook?secret=..., made-up ones are refused.
const SECRET = process.env.WAWP_WEBHOOK_SECRET;
