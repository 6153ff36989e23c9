# shellcheck shell=bash
# TypeScript, tsx, axios, Express, and jsdom with jQuery for pages.
debian node nodejs
debian npm npm
node -e 'process.exit(parseInt(process.version.slice(1)) < 20 ? 1 : 0)' || { echo "node 20 or later is needed" >&2; exit 1; }
# Above everything that needs the packages, so that it finds them.
cp "$here/node/package.json" "$here/node/package-lock.json" "$here"/node/*.mjs "$TOOLS/"
(cd "$TOOLS" && npm ci --silent --no-audit --no-fund >&2)
ln -sf "$TOOLS/node_modules/.bin/tsx" "$TOOLS/node_modules/.bin/tsc" "$TOOLS/bin/"
echo "node $(node --version)"
