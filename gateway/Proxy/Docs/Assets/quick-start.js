// The five calls of the quick start, and the reference below them. Nothing here is kept beyond this page.
'use strict';

const field = id => document.getElementById(id);
const known = { token: null, employer: null, claim: null, serviceDate: null };
const number = () => `TRY-${Date.now().toString(36).toUpperCase()}`;

/** A day of the last months: the same visit on the same day would be a duplicate of an earlier try. */
function aDayBefore(date) {
    const day = new Date(`${date}T00:00:00Z`);
    day.setUTCDate(day.getUTCDate() - Math.floor(Math.random() * 150));
    return day.toISOString().slice(0, 10);
}

const calls = [
    {
        title: 'Get a token', method: 'POST', path: () => '/connect/token',
        form: () => ({ grant_type: 'client_credentials', client_id: field('client-id').value, client_secret: field('client-secret').value }),
        learn: answer => { known.token = answer.access_token; },
    },
    {
        title: 'See your employers', method: 'GET', path: () => '/v1/employers', needs: 'token',
        learn: answer => {
            const first = answer.items.find(employer => employer.state === 'open');
            if (!first) { return 'No employer is open yet: start with the demo group, or register one by POST /v1/employers.'; }
            known.employer = first.employerId;
            known.serviceDate = aDayBefore(first.businessDate);
            return null;
        },
    },
    {
        title: 'Submit a claim', method: 'POST', path: () => `/v1/employers/${known.employer ?? '{employerId}'}/claims`, needs: 'employer',
        json: () => ({
            claimNumber: known.claim ?? number(), line: 'medical', frequency: 1, memberId: 'HP00022', providerNpi: '1999001005', diagnoses: ['M54.50'],
            lines: [{ procedure: '99213', serviceDate: known.serviceDate ?? '2026-12-15', units: 1, billed: '197.95' }],
        }),
        learn: answer => { known.claim = answer.claimNumber; },
    },
    {
        title: 'Read how each amount of it came about', method: 'GET', needs: 'claim',
        path: () => `/v1/employers/${known.employer ?? '{employerId}'}/claims/${known.claim ?? '{claimNumber}'}/trace`,
    },
    {
        title: 'See the ledger', method: 'GET', path: () => `/v1/employers/${known.employer ?? '{employerId}'}/ledger`, needs: 'employer',
    },
];

function element(name, properties, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
}

/** The call as a line for a terminal; the token stands there as a variable. */
function curlOf(call) {
    const lines = [`curl -s${call.method === 'GET' ? '' : ` -X ${call.method}`} ${location.origin}${call.path()}`];
    if (call.needs) { lines.push(`-H "Authorization: Bearer $TOKEN"`); }
    if (call.form) { Object.entries(call.form()).forEach(([name, value]) => lines.push(`-d ${name}=${value}`)); }
    if (call.json) { lines.push(`-H 'Content-Type: application/json'`, `-d '${JSON.stringify(call.json())}'`); }
    return lines.join(' \\\n  ');
}

async function send(call) {
    const headers = call.needs ? { Authorization: `Bearer ${known.token}` } : {};
    let body;
    if (call.form) { body = new URLSearchParams(call.form()); }
    if (call.json) { body = JSON.stringify(call.json()); headers['Content-Type'] = 'application/json'; }
    const began = performance.now();
    const answer = await fetch(call.path(), { method: call.method, headers, body });
    const text = await answer.text();
    let content = text;
    try { content = JSON.parse(text); } catch { /* shown as it came */ }
    return { status: answer.status, ok: answer.ok, content, took: Math.round(performance.now() - began) };
}

function shown(content) {
    if (typeof content === 'string') { return content; }
    const copy = { ...content };
    if (copy.access_token) { copy.access_token = `${copy.access_token.slice(0, 24)}…`; }
    return JSON.stringify(Array.isArray(content) ? content : copy, null, 2);
}

function drawCall(call) {
    const run = element('button', { type: 'button', className: 'call', textContent: 'Send' });
    const copy = element('button', { type: 'button', className: 'call quiet', textContent: 'Copy' });
    run.setAttribute('aria-label', `Send: ${call.title}`);
    copy.setAttribute('aria-label', `Copy: ${call.title}`);
    const curl = element('pre', { tabIndex: 0 });
    const said = element('p', { className: 'said', hidden: true });
    said.setAttribute('role', 'status');
    const answer = element('pre', { tabIndex: 0, hidden: true });
    call.refresh = () => {
        curl.textContent = curlOf(call);
        run.disabled = Boolean(call.needs) && (!known.token || !known[call.needs]);
    };
    copy.addEventListener('click', () => navigator.clipboard?.writeText(curlOf(call)));
    run.addEventListener('click', async () => {
        run.disabled = true;
        try {
            const result = await send(call);
            const lacks = result.ok ? call.learn?.(result.content) : null;
            said.textContent = lacks ?? `${result.status}, ${result.took} ms`;
            said.className = `said ${result.ok && !lacks ? 'good' : 'bad'}`;
            answer.textContent = shown(result.content);
            answer.hidden = false;
        } catch {
            said.textContent = 'No answer came: the platform cannot be reached.';
            said.className = 'said bad';
        }

        said.hidden = false;
        calls.forEach(each => each.refresh());
    });
    const buttons = element('span', { className: 'buttons' }, copy, run);
    return element('li', {}, element('h2', {}, call.title, buttons), curl, said, answer);
}

function load(kind, address) {
    return new Promise((resolve, reject) => {
        const link = kind === 'script' ? element('script', { src: address }) : element('link', { rel: 'stylesheet', href: address });
        link.addEventListener('load', resolve);
        link.addEventListener('error', reject);
        document.head.append(link);
    });
}

/** Every operation, drawn by Swagger UI from the description that the programs write themselves. */
async function drawReference() {
    await Promise.all([load('style', '/docs/ui/swagger-ui.css'), load('script', '/docs/ui/swagger-ui-bundle.js')]);
    await load('style', '/docs/reference.css');
    const show = address => window.SwaggerUIBundle({
        url: address, dom_id: '#all-operations', deepLinking: false, docExpansion: 'none', defaultModelsExpandDepth: -1, filter: true,
        displayRequestDuration: true, tryItOutEnabled: true, validatorUrl: null, syntaxHighlight: false,
        requestInterceptor: request => {
            if (known.token && !request.headers.Authorization && !request.loadSpec) { request.headers.Authorization = `Bearer ${known.token}`; }
            return request;
        },
        onComplete: () => document.querySelectorAll('#all-operations input.operation-filter-input').forEach(input => input.setAttribute('aria-label', 'Show operations about')),
    });
    document.querySelectorAll('#documents a').forEach(link => link.addEventListener('click', chosen => {
        if (document.querySelectorAll('#documents a').length > 1 && !chosen.ctrlKey && !chosen.metaKey) {
            chosen.preventDefault();
            show(link.getAttribute('href'));
        }
    }));
    show(document.querySelector('#documents a').getAttribute('href'));
}

field('calls').append(...calls.map(drawCall));
calls.forEach(call => call.refresh());
field('client').addEventListener('input', () => calls[0].refresh());
field('client').addEventListener('submit', submitted => submitted.preventDefault());
drawReference().catch(() => { field('all-operations').textContent = 'The operations could not be drawn. The description itself is linked above.'; });
