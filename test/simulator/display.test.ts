import { describe, expect, it } from 'vitest';
import type { DisplayState } from '../../src/simulator/display.ts';
import { renderDisplay } from '../../src/simulator/display.ts';
import { readPage } from '../../src/simulator/read-page.ts';

function showing(xml: string, more: Partial<DisplayState> = {}): DisplayState {
  const page = readPage(xml, 'D785');
  if (page.kind === 'exit' || page.kind === 'silent') throw new Error('nothing to show');
  return { identity: '21@pbx.example', selected: 0, page, ...more };
}

const call = { state: 'ringing', seconds: 3, name: '', remote: '01701234567@pbx.example' } as const;

describe('renderDisplay', () => {
  it('shows an idle phone', () => {
    expect(renderDisplay({ identity: '21@pbx.example', selected: 0 }, { columns: 20 })).toBe(
      `
┌──────────────────────┐
│ 21@pbx.example       │
├──────────────────────┤
│                      │
├──────────────────────┤
│ bereit               │
└──────────────────────┘`.trim(),
    );
  });

  it('shows the number of a ringing call without a page', () => {
    const state = { identity: '21@pbx.example', selected: 0, call: { ...call, name: 'Müller' } };
    expect(renderDisplay(state)).toBe(
      `
┌────────────────────────────────────┐
│ 21@pbx.example                     │
├────────────────────────────────────┤
│ Müller                             │
│ 01701234567                        │
├────────────────────────────────────┤
│ klingelt 0:03                      │
└────────────────────────────────────┘`.trim(),
    );
  });

  it('wraps the text of a card and puts the soft keys at the bottom', () => {
    const xml = `<SnomIPPhoneText state="relevant"><Title>Erika Müller-Lüdenscheidt</Title>
      <Text>Käuferin, sucht Wohnung in Köln ab 3 Zimmern<br/><br/>+49 170 1234567</Text>
      <SoftKeyItem><Name>F1</Name><Label>Mehr</Label><URL>http://a/</URL></SoftKeyItem>
      <SoftKeyItem><Name>F4</Name><Label>Schließen</Label><URL>snom://mb_exit</URL></SoftKeyItem>
      <SoftKeyItem><Name>OFFHOOK</Name><URL>http://a/</URL></SoftKeyItem></SnomIPPhoneText>`;
    expect(renderDisplay(showing(xml, { call }))).toBe(
      `
┌────────────────────────────────────┐
│ Erika Müller-Lüdenscheidt          │
├────────────────────────────────────┤
│ Käuferin, sucht Wohnung in Köln ab │
│ 3 Zimmern                          │
│                                    │
│ +49 170 1234567                    │
├────────────────────────────────────┤
│ Mehr                      Schließ… │
├────────────────────────────────────┤
│ klingelt 0:03                      │
└────────────────────────────────────┘`.trim(),
    );
  });

  it('marks the selected row of a menu and puts details under the names', () => {
    const xml = `<SnomIPPhoneMenu><Title>Verpasst</Title>
      <MenuItem name="Erika Müller"><ExtraText>0170 1234567</ExtraText></MenuItem>
      <MenuItem name="Ein sehr langer Name"/></SnomIPPhoneMenu>`;
    const state = showing(xml, { selected: 1, call: { ...call, state: 'connected', seconds: 72 } });
    expect(renderDisplay(state, { columns: 16 })).toBe(
      `
┌──────────────────┐
│ Verpasst         │
├──────────────────┤
│   Erika Müller   │
│   0170 1234567   │
│ ▸ Ein sehr lang… │
├──────────────────┤
│ im Gespräch 1:12 │
└──────────────────┘`.trim(),
    );
  });

  it('shows an input field with what is prefilled', () => {
    const xml = `<SnomIPPhoneInput><Url>http://a/?q=X</Url><InputItem><DisplayName>Name</DisplayName>
      <InputToken>X</InputToken><DefaultValue>Mül</DefaultValue></InputItem></SnomIPPhoneInput>`;
    expect(renderDisplay(showing(xml), { columns: 12 })).toBe(
      `
┌──────────────┐
│ Name         │
├──────────────┤
│ [Mül_______] │
├──────────────┤
│ bereit       │
└──────────────┘`.trim(),
    );
  });

  it('keeps the frame straight round wide, combined and steering signs', () => {
    const xml = `<SnomIPPhoneText><Title>王小明 🏠 Zu\u0308rich</Title>
      <Text>王小明王小明王小明<br/>a\u009Bb\u202Ec</Text></SnomIPPhoneText>`;
    expect(renderDisplay(showing(xml), { columns: 16 })).toBe(
      `
┌──────────────────┐
│ 王小明 🏠 Zu\u0308rich │
├──────────────────┤
│ 王小明王小明王小 │
│ 明               │
│ abc              │
├──────────────────┤
│ bereit           │
└──────────────────┘`.trim(),
    );
  });
});
