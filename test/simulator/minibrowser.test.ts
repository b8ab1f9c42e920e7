import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Product } from './product.ts';
import { createTestPhone, startProduct } from './product.ts';

let product: Product;
beforeEach(async () => {
  product = await startProduct();
});
afterEach(() => product.stop());

const at = (path: string) => `/snom/TOKEN${path}`;
const text = (title: string, inner = '', attributes = '') =>
  `<SnomIPPhoneText ${attributes}><Title>${title}</Title><Text>x</Text>${inner}</SnomIPPhoneText>`;
const softKey = (name: string, url: string) =>
  `<SoftKeyItem><Name>${name}</Name><Label>${name}</Label><URL>${url}</URL></SoftKeyItem>`;
const titleOf = (phone: ReturnType<typeof createTestPhone>) => phone.browser.page?.title;

describe('what goes on the display', () => {
  it('shows the page an event is answered with', async () => {
    product.answers.set(at('/call/incoming'), text('Card'));
    const phone = createTestPhone(product);
    await phone.incoming('0301');
    expect(titleOf(phone)).toBe('Card');
  });

  it.each([
    ['an empty body', ''],
    ['plain text', { type: 'text/plain', body: 'OK' }],
    ['an error, even with a page', { status: 503, body: text('New') }],
    ['a redirect', { status: 302, body: text('New') }],
  ])('keeps what it shows at %s', async (_what, answer) => {
    product.answers.set(at('/call/incoming'), text('Card'));
    product.answers.set(at('/call/connected'), answer);
    const phone = createTestPhone(product);
    const { call } = await phone.incoming('0301');
    await phone.connected(call);
    expect(titleOf(phone)).toBe('Card');
  });

  it('keeps what it shows when the server is gone', async () => {
    product.answers.set(at('/call/incoming'), text('Card'));
    const phone = createTestPhone(product);
    const { call } = await phone.incoming('0301');
    await product.stop();
    expect(await phone.connected(call)).toMatchObject({ status: 0, body: '' });
    expect(titleOf(phone)).toBe('Card');
  });

  it('closes the page on <exit/>', async () => {
    product.answers.set(at('/call/incoming'), text('Card'));
    product.answers.set(at('/call/disconnected'), '<exit/>');
    const phone = createTestPhone(product);
    const { call } = await phone.incoming('0301');
    await phone.disconnected(call);
    expect(phone.browser.page).toBeUndefined();
  });

  it('throws what it refuses, or keeps it when told to record', async () => {
    product.answers.set(at('/call/incoming'), { type: 'text/html', body: text('Card') });
    await expect(createTestPhone(product).incoming('0301')).rejects.toThrow('Content-Type');
    const phone = createTestPhone(product, { onRefusal: 'record' });
    expect((await phone.incoming('0301')).status).toBe(200);
    expect(phone.refusals).toEqual(['"text/html" is not a Content-Type of pages']);
    expect(phone.browser.page).toBeUndefined();
  });
});

describe('fetch', () => {
  const card = text('Card', '<fetch mil="60000">snom://mb_exit</fetch>');

  it('leaves the minibrowser at its time, not before', async () => {
    product.answers.set(at('/call/incoming'), card);
    const phone = createTestPhone(product);
    await phone.incoming('0301');
    await phone.passTime(59_999);
    expect(titleOf(phone)).toBe('Card');
    await phone.passTime(1);
    expect(phone.browser.page).toBeUndefined();
  });

  it('waits no longer than until the fetch before going on', async () => {
    product.answers.set(at('/call/incoming'), card);
    const waits: number[] = [];
    const phone = createTestPhone(product, { wait: async (ms) => void waits.push(ms) });
    await phone.incoming('0301');
    await phone.passTime(90_000);
    expect(waits).toEqual([60_000, 30_000]);
  });

  it('brings the next page, and that one its own fetch', async () => {
    const next = `${product.base}/card?full=1`;
    product.answers.set(at('/call/incoming'), text('Short', `<fetch mil="500">${next}</fetch>`));
    product.answers.set(at('/card'), card);
    const phone = createTestPhone(product);
    await phone.incoming('0301');
    await phone.passTime(500);
    expect(titleOf(phone)).toBe('Card');
    expect(product.requests.at(-1)).toBe(at('/card?full=1'));
    await phone.passTime(60_000);
    expect(phone.browser.page).toBeUndefined();
  });

  it('is forgotten when another page comes', async () => {
    product.answers.set(at('/call/incoming'), card);
    product.answers.set(at('/call/connected'), text('Talk'));
    const phone = createTestPhone(product);
    const { call } = await phone.incoming('0301');
    await phone.connected(call);
    await phone.passTime(120_000);
    expect(titleOf(phone)).toBe('Talk');
  });

  it('can be had at once', async () => {
    product.answers.set(at('/call/incoming'), card);
    const phone = createTestPhone(product);
    await phone.incoming('0301');
    await phone.browser.fetchNow();
    expect(phone.browser.page).toBeUndefined();
  });

  it('of a silent page runs beside the page on the display', async () => {
    const dial = 'phone://mb_nop#numberdial=0302';
    product.answers.set(at('/call/incoming'), text('Card'));
    product.answers.set(
      at('/call/connected'),
      `<SnomIPPhoneSilent><fetch mil="10">${dial}</fetch></SnomIPPhoneSilent>`,
    );
    const phone = createTestPhone(product);
    const { call } = await phone.incoming('0301');
    await phone.connected(call);
    expect(titleOf(phone)).toBe('Card');
    await phone.passTime(10);
    expect(product.requests.at(-1)).toContain('/call/outgoing?');
    expect(titleOf(phone)).toBe('Card');
  });
});

describe('menus and input', () => {
  const menu = () => `<SnomIPPhoneMenu track="yes"><Title>Menu</Title>
    <MenuItem name="Suche"><URL>${product.base}/search</URL></MenuItem>
    <MenuItem name="Erika"><URL>snom://mb_nop#numberdial=*21%23</URL>
      <SoftKeyItem><Name>OFFHOOK</Name><URL>snom://mb_exit#numberdial=0302</URL></SoftKeyItem></MenuItem>
    <MenuItem name="leer"/>
    ${softKey('F4', `${product.base}/next?a=1&amp;b=2`)}
  </SnomIPPhoneMenu>`;
  const input = () => `<SnomIPPhoneInput track="no">
    <Url>${product.base}/find?q=__X__&amp;again=__X__</Url>
    <InputItem><DisplayName>Name</DisplayName><InputToken>__X__</InputToken>
    <DefaultValue>Mül</DefaultValue><InputFlags>a</InputFlags></InputItem></SnomIPPhoneInput>`;

  async function openDirectory(options: Parameters<typeof createTestPhone>[1] = {}) {
    product.answers.set(at('/directory'), menu());
    product.answers.set(at('/search'), input());
    const phone = createTestPhone(product, options);
    await phone.openDirectory();
    return phone;
  }

  it('opens at the directory key, with the MAC address filled in', async () => {
    const phone = await openDirectory();
    expect(titleOf(phone)).toBe('Menu');
    expect(product.requests).toEqual([at('/directory?mac=00041396D9B4')]);
  });

  it('dials the number of a row and stays on the page', async () => {
    const phone = await openDirectory();
    await phone.browser.select('Erika');
    expect(product.requests.at(-1)).toContain('/call/outgoing?');
    expect(product.requests.at(-1)).toContain('remote=*21%23%40pbx.example');
    expect(titleOf(phone)).toBe('Menu');
    expect(phone.display().call?.state).toBe('dialling');
  });

  it('leaves the minibrowser before the page for the dialled call comes', async () => {
    product.answers.set(at('/call/outgoing'), text('Card'));
    const phone = await openDirectory();
    await phone.press('DOWN');
    await phone.press('OFFHOOK');
    expect(titleOf(phone)).toBe('Card');
    await phone.press('CANCEL');
    expect(phone.browser.page).toBeUndefined();
  });

  it('moves the mark round the rows and opens the marked one', async () => {
    const phone = await openDirectory();
    await phone.press('UP');
    expect(phone.browser.selected).toBe(2);
    await phone.press('DOWN');
    expect(phone.browser.selected).toBe(0);
    await phone.press('ENTER');
    expect(titleOf(phone)).toBe('Name');
  });

  it('does nothing at a row without address', async () => {
    const phone = await openDirectory();
    await phone.browser.select(2);
    expect(product.requests).toHaveLength(1);
    await expect(phone.browser.select(3)).rejects.toThrow('no row 3');
  });

  it('fetches the address of a soft key', async () => {
    const phone = await openDirectory();
    await phone.press('F4');
    expect(product.requests.at(-1)).toBe(at('/next?a=1&b=2'));
  });

  it('puts what is typed into every place of the token', async () => {
    const phone = await openDirectory();
    await phone.browser.select('Suche');
    await phone.browser.enter('Jörg & $&+');
    expect(product.requests.at(-1)).toBe(
      at('/find?q=J%C3%B6rg%20%26%20%24%26%2B&again=J%C3%B6rg%20%26%20%24%26%2B'),
    );
  });

  it('types in the encoding of the phone', async () => {
    const phone = await openDirectory({ encoding: 'latin1' });
    await phone.browser.select('Suche');
    await phone.press('ENTER');
    expect(product.requests.at(-1)).toBe(at('/find?q=M%FCl&again=M%FCl'));
  });

  it('goes back over the pages, except those that are not tracked', async () => {
    product.answers.set(at('/find'), text('Found'));
    const phone = await openDirectory();
    await phone.browser.select('Suche');
    await phone.browser.enter('x');
    expect(titleOf(phone)).toBe('Found');
    await phone.press('CANCEL');
    expect(titleOf(phone)).toBe('Menu');
    await phone.press('CANCEL');
    expect(phone.browser.page).toBeUndefined();
  });

  it('runs the commands of a phone-internal address', async () => {
    const backKey = softKey('F1', 'snom://mb_nop#go_back');
    product.answers.set(
      at('/next'),
      text('Next', backKey + softKey('F2', 'snom://mb_exit#key=ENTER')),
    );
    const phone = await openDirectory();
    await phone.press('F4');
    await phone.press('F1');
    expect(titleOf(phone)).toBe('Menu');
    await phone.press('F4');
    await phone.incoming('0301');
    await phone.press('F2');
    expect(phone.browser.page).toBeUndefined();
    expect(phone.display().call?.state).toBe('connected');
  });

  it('tells what it fetched to whoever watches the phone', async () => {
    const kinds: string[] = [];
    await openDirectory({ observe: ({ kind }) => void kinds.push(kind) });
    expect(kinds).toEqual(['page', 'display']);
  });
});
