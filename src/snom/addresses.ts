import { INPUT_TOKEN } from './page.ts';

/** Every address that pages and phone settings carry. All are absolute: phones need that. */
export type Addresses = ReturnType<typeof createAddresses>;

/** Builds addresses below `{base}/snom/{token}`. `mac` goes along where a page is per phone. */
export function createAddresses(base: string, token: string) {
  const root = `${base}/snom/${token}`;
  const withMac = (address: string, mac: string | undefined) =>
    mac === undefined ? address : `${address}${address.includes('?') ? '&' : '?'}mac=${mac}`;
  return {
    root,
    event: (type: string) => `${root}/call/${type}`,
    card: (legId: string) => `${root}/card/${legId}`,
    directory: (mac?: string) => withMac(`${root}/directory`, mac),
    searchInput: (mac?: string) => withMac(`${root}/directory/search`, mac),
    searchToken: (mac?: string) => withMac(`${root}/directory/search?q=${INPUT_TOKEN}`, mac),
    search: (query: string, page: number, mac?: string) =>
      withMac(`${root}/directory/search?q=${encodeURIComponent(query)}&page=${page}`, mac),
    contact: (id: number, mac?: string) => withMac(`${root}/contacts/${id}`, mac),
    calls: (list: 'missed' | 'recent', page: number, mac?: string) =>
      withMac(`${root}/calls?list=${list}&page=${page}`, mac),
    settings: () => `${root}/settings.xml`,
  };
}
