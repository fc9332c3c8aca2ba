// The promises of trust.md 5 and 6 that the named suites show: what has to hold, and in which test files. A test belongs to a promise
// when its name begins with the code ("A3: …", "R1, R2: …").

export type Janji = { kode: string; what: string; passes: string }
export type Suite = { judul: string; files: readonly string[]; janji: readonly Janji[] }

const serangan: Suite = {
  judul: 'Abuse',
  files: [
    'test/akun/akun',
    'test/berkas/unggah',
    'test/berkas/bom',
    'test/isian/kerabat',
    'test/pemulihan/serangan',
    'test/pemulihan/seragam',
    'test/pemulihan/waktu',
    'test/pendaftaran/serangan',
    'test/pendaftaran/perayap',
    'test/tiket/lacak',
    'test/helpdesk/bujukan',
    'test/helpdesk/tindakan',
  ],
  janji: [
    { kode: 'A2', what: "register with a stranger's NIP", passes: 'every route, crawled with the session: nothing of the victim; one claim freezes' },
    { kode: 'A3', what: 'guess one password', passes: '10,000 guesses with the right one at 200: not logged in; the owner with his device is' },
    { kode: 'A5', what: 'lock a victim out', passes: 'after 1,000 bad tries: in at once where known, elsewhere after the wait shown' },
    { kode: 'A6', what: 'take over by knowledge', passes: 'all facts but no mailbox: no number, no answer, no kata kunci; the owner is told' },
    { kode: 'A8', what: 'steal, replay, guess or poison links', passes: 'link is ours; GET ×5 then POST; second POST refused; token nowhere; expired' },
    {
      kode: 'A9',
      what: 'tell existing from missing accounts',
      passes: '300 + 300 a form: bodies, status, header sets identical; medians < 5 ms apart; AUC 0.45–0.55',
    },
    { kode: 'A10', what: 'guess nomor register and nomor tiket', passes: '20,000 guesses with 50 hits: nothing personal; > 95 % refused or challenged' },
    { kode: 'A11', what: 'harvest through the look-up of relatives', passes: '500 NIPs: at most 10 evaluated, nothing on a wrong name' },
    { kode: 'A22', what: 'hostile upload', passes: '40 files: none kept; no EXIF; names inert; pixel bomb < 200 ms, < 100 MB' },
    { kode: 'A23', what: 'talk the helpdesk into a change', passes: 'no e-mail or agency directly; after 24 h only; the link cancels' },
  ],
}

const tahan: Suite = {
  judul: 'Faults',
  files: ['test/tahan/', 'test/akun/surat'],
  janji: [
    { kode: 'R1', what: 'saves survive kill -9 of the program', passes: '30 kills: 0 acknowledged missing, 0 doubles; answers again < 3 s each' },
    {
      kode: 'R2',
      what: 'saves survive kill -9 of PostgreSQL',
      passes: '15 postmasters, 15 backends: 0 missing; synchronous_commit=off must lose; 503, never 500',
    },
    {
      kode: 'R7',
      what: 'mail outage never loses or blocks',
      passes: 'away 2 min, 450, slow 60 s, 20 kills: p95 of requests within 10 %; each letter ≥ 1; doubles ≤ kills; poison stops nobody',
    },
  ],
}

export const SUITES: Readonly<Record<string, Suite>> = { serangan, tahan }
