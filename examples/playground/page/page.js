// Draws the playground's three panes from the server's state, and again whenever that changes. Everything that others
// wrote is set as text, never as markup.

/** An element with properties and children. */
function element(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children.filter((child) => child !== undefined));
  return node;
}

const open = new Set();
let newest;
let shown;

const time = (at) => new Date(at).toLocaleTimeString();

async function post(path, body) {
  await fetch(path, { method: 'POST', body });
  await draw();
}

function letter({ id, to, subject, body, receivedAt, link }, index) {
  // A new e-mail opens by itself, and closes the others.
  if (index === 0 && id !== newest) {
    open.clear();
    open.add(id);
    newest = id;
  }
  const details = element(
    'details',
    { open: open.has(id) },
    element('summary', {}, subject, element('small', {}, `to ${to}, ${time(receivedAt)}`)),
    element('pre', {}, body),
  );
  if (link)
    details.append(
      element(
        'p',
        {},
        element(
          'a',
          { className: 'button', href: link, target: '_blank', rel: 'noopener' },
          'Follow the link',
        ),
      ),
    );
  details.addEventListener('toggle', () => open[details.open ? 'add' : 'delete'](id));
  return details;
}

function episode({ handoffId, action, assessment, isWaiting, words }) {
  const choose = () => {
    shown = handoffId;
    draw();
  };
  const confidence = assessment?.confidence === undefined ? 'none stated' : assessment.confidence;
  return element(
    'article',
    { className: handoffId === shown ? 'episode shown' : 'episode' },
    element('h3', {}, element('button', { type: 'button', onclick: choose }, handoffId)),
    element('span', { className: isWaiting ? 'state waiting' : 'state' }, isWaiting ? 'waiting' : 'done'),
    element(
      'p',
      {},
      `I propose ${action.type} with `,
      element('code', {}, JSON.stringify(action.parameters)),
    ),
    element('p', { className: 'soft' }, `confidence: ${confidence}`),
    element('p', {}, words),
  );
}

const fact = ({ at, text, hash }) =>
  element('li', {}, text, element('small', { className: 'soft' }, `${time(at)} · ${hash.slice(0, 12)}`));

function timeline(one) {
  if (!one) return [element('p', { className: 'empty' }, 'Nothing has happened yet.')];
  const parts = [
    element('p', {}, element('code', {}, one.handoffId)),
    element('ol', {}, ...one.timeline.map(fact)),
  ];
  if (one.canBeReversed)
    parts.push(
      element(
        'button',
        { type: 'button', onclick: () => post('/reverse', one.handoffId) },
        'Send a link to reverse it',
      ),
    );
  return parts;
}

const sampleButton = ({ key, label }, index) =>
  element(
    'button',
    { type: 'button', className: index === 0 ? 'main' : '', onclick: () => propose(key) },
    label,
  );

function propose(key) {
  shown = undefined;
  return post('/propose', key);
}

function fill(id, ...children) {
  const pane = document.getElementById(id);
  const active = document.activeElement?.textContent;
  const hadFocus = pane.contains(document.activeElement);
  pane.replaceChildren(...children);
  // A redrawn pane must not take the keyboard's place away.
  if (hadFocus)
    [...pane.querySelectorAll('button, a, summary')].find((one) => one.textContent === active)?.focus();
}

async function draw() {
  const { letters, episodes, samples } = await (await fetch('/state')).json();
  if (!episodes.some(({ handoffId }) => handoffId === shown)) shown = episodes[0]?.handoffId;
  const nothing = element('p', { className: 'empty' }, 'No e-mail yet.');
  fill('inbox', ...(letters.length > 0 ? letters.map(letter) : [nothing]));
  fill(
    'agent',
    element('div', { className: 'buttons' }, ...samples.map(sampleButton)),
    ...episodes.map(episode),
  );
  const one = episodes.find(({ handoffId }) => handoffId === shown);
  fill('timeline', ...timeline(one));
  const last = one?.timeline.at(-1)?.text ?? '';
  const live = document.getElementById('live');
  if (live.textContent !== last) live.textContent = last;
}

new EventSource('/changes').onmessage = draw;
await draw();
