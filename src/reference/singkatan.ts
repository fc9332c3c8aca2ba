// How people shorten words, per list ('*' = all): typed short or in full, both find a name written either way.

type Table = Readonly<Record<string, string>>

/** Short form → what it stands for; several meanings stand apart by a bar. A word may be short for others that begin alike. */
const TABLES: Readonly<Record<string, Table>> = {
  '*': {
    adm: 'administrasi|pengadministrasi',
    admin: 'administrasi|pengadministrasi',
    bag: 'bagian',
    bid: 'bidang',
    dep: 'departemen',
    dir: 'direktorat',
    ditjen: 'direktorat jenderal',
    itjen: 'inspektorat jenderal',
    ka: 'kepala',
    kab: 'kabupaten',
    kabag: 'kepala bagian',
    kabid: 'kepala bidang',
    kadis: 'kepala dinas',
    kasi: 'kepala seksi',
    kasie: 'kepala seksi',
    kasubag: 'kepala subbagian|kepala sub bagian',
    kasubbag: 'kepala subbagian|kepala sub bagian',
    kec: 'kecamatan',
    kel: 'kelurahan',
    kep: 'kepulauan',
    kepeg: 'kepegawaian',
    kesmas: 'kesehatan masyarakat',
    keu: 'keuangan',
    pem: 'pemerintah|pemerintahan',
    pemb: 'pembangunan|pembina',
    pemda: 'pemerintah daerah',
    pend: 'pendidikan',
    peng: 'pengadministrasi|pengelola',
    perpus: 'perpustakaan',
    prov: 'provinsi|propinsi',
    sekr: 'sekretariat|sekretaris',
    subag: 'subbagian|sub bagian',
    subbag: 'subbagian|sub bagian',
    tek: 'teknik|teknis|teknologi',
    tu: 'tata usaha',
    um: 'umum',
    it: 'islam terpadu',
    muh: 'muhammadiyah',
    sdit: 'sd it|sd islam terpadu',
    smpit: 'smp it|smp islam terpadu',
    wil: 'wilayah',
    diy: 'daerah istimewa yogyakarta',
    dki: 'dki jakarta',
    jabar: 'jawa barat',
    jateng: 'jawa tengah',
    jatim: 'jawa timur',
    kalbar: 'kalimantan barat',
    kalsel: 'kalimantan selatan',
    kalteng: 'kalimantan tengah',
    kaltim: 'kalimantan timur',
    ntb: 'nusa tenggara barat',
    ntt: 'nusa tenggara timur',
    sulsel: 'sulawesi selatan',
    sulteng: 'sulawesi tengah',
    sulut: 'sulawesi utara',
    sumbar: 'sumatera barat',
    sumsel: 'sumatera selatan',
    sumut: 'sumatera utara',
    irja: 'irian jaya',
  },
  sekolah: {
    man: 'ma negeri|madrasah aliyah negeri',
    mi: 'madrasah ibtidaiyah',
    min: 'mi negeri|madrasah ibtidaiyah negeri',
    mts: 'madrasah tsanawiyah',
    mtsn: 'mts negeri|madrasah tsanawiyah negeri',
    ma: 'madrasah aliyah',
    ra: 'raudhatul athfal',
    sd: 'sekolah dasar',
    sdlb: 'slb|sekolah dasar luar biasa',
    sdn: 'sd negeri|sekolah dasar negeri',
    slb: 'sekolah luar biasa',
    slbn: 'slb negeri|sekolah luar biasa negeri',
    slta: 'sma',
    sltp: 'smp',
    sltpn: 'smp negeri|smpn',
    sma: 'sekolah menengah atas',
    sman: 'sma negeri|sekolah menengah atas negeri',
    smea: 'smk',
    smk: 'sekolah menengah kejuruan',
    smkn: 'smk negeri|sekolah menengah kejuruan negeri',
    smp: 'sekolah menengah pertama',
    smpn: 'smp negeri|sekolah menengah pertama negeri',
    smu: 'sma',
    smun: 'sma negeri|sman',
    stm: 'smk',
    stmn: 'smk negeri|smkn',
    tk: 'taman kanak kanak',
    tkn: 'tk negeri',
  },
  unit_kesehatan: {
    kkp: 'kantor kesehatan pelabuhan',
    pkm: 'puskesmas',
    pusk: 'puskesmas',
    puskesmas: 'pusat kesehatan masyarakat',
    rs: 'rumah sakit',
    rsia: 'rumah sakit ibu dan anak|rs ibu dan anak',
    rsj: 'rumah sakit jiwa',
    rsu: 'rumah sakit umum',
    rsud: 'rumah sakit umum daerah',
    rsup: 'rumah sakit umum pusat',
  },
  unor: {
    bappeda: 'badan perencanaan pembangunan daerah',
    capil: 'catatan sipil|pencatatan sipil',
    dukcapil: 'kependudukan dan pencatatan sipil',
    bkd: 'badan kepegawaian daerah',
    bpbd: 'badan penanggulangan bencana daerah',
    bpkad: 'badan pengelola keuangan dan aset daerah|badan pengelolaan keuangan dan aset daerah',
    dinkes: 'dinas kesehatan',
    dinsos: 'dinas sosial',
    disdik: 'dinas pendidikan',
    disdukcapil: 'dinas kependudukan dan pencatatan sipil',
    dishub: 'dinas perhubungan',
    disnaker: 'dinas tenaga kerja',
    disperindag: 'dinas perindustrian dan perdagangan',
    dpu: 'dinas pekerjaan umum',
    dprd: 'dewan perwakilan rakyat daerah',
    kabag: 'bagian',
    kabid: 'bidang',
    kadis: 'dinas',
    kasi: 'seksi',
    kasie: 'seksi',
    kasubag: 'subbagian|sub bagian',
    kasubbag: 'subbagian|sub bagian',
    pkm: 'puskesmas',
    rsud: 'rumah sakit umum daerah',
    satpol: 'satuan polisi',
    pp: 'pamong praja',
    sdn: 'sd negeri',
    setda: 'sekretariat daerah',
    setwan: 'sekretariat dprd|sekretariat dewan',
    sman: 'sma negeri',
    smkn: 'smk negeri',
    smpn: 'smp negeri',
    uptd: 'upt|upt dinas',
  },
  jabatan_fungsional_umum: {
    bend: 'bendahara',
    caraka: 'pramu bakti|pramubakti',
    komp: 'komputer',
    op: 'operator',
    pel: 'pelayanan',
    satpam: 'petugas keamanan|penjaga keamanan',
    sekr: 'sekretaris',
    sopir: 'pengemudi',
    supir: 'pengemudi',
    verif: 'verifikator',
  },
  jabatan_fungsional: {
    ahli: 'pertama|muda|madya|utama',
    dr: 'dokter',
    drg: 'dokter gigi',
    plkb: 'penyuluh keluarga berencana',
    pp: 'pamong praja',
    ppl: 'penyuluh pertanian',
    satpol: 'polisi',
  },
  pendidikan: {
    d1: 'd i',
    d2: 'd ii',
    d3: 'd iii',
    d4: 'd iv',
    bhs: 'bahasa',
    bk: 'bimbingan dan konseling|bimbingan konseling',
    ekon: 'ekonomi',
    inf: 'informatika',
    if: 'informatika',
    ilkom: 'ilmu komputer|ilmu komunikasi',
    ing: 'inggris',
    ipa: 'ilmu pengetahuan alam',
    ips: 'ilmu pengetahuan sosial',
    mat: 'matematika',
    mtk: 'matematika',
    pai: 'pendidikan agama islam',
    penjas: 'pendidikan jasmani',
    penjaskes: 'pendidikan jasmani|pendidikan jasmani dan kesehatan',
    pgpaud: 'pendidikan guru paud|pendidikan guru pendidikan anak usia dini',
    pgsd: 'pendidikan guru sekolah dasar|pendidikan guru sd',
    pkn: 'pendidikan kewarganegaraan',
    pls: 'pendidikan luar sekolah',
    plb: 'pendidikan luar biasa',
    ppkn: 'pendidikan pancasila dan kewarganegaraan|pendidikan kewarganegaraan',
    s1: 's 1',
    s2: 's 2',
    s3: 's 3',
    sarjana: 's 1',
    magister: 's 2',
    doktor: 's 3',
    smk: 'stm|smea',
    sma: 'slta|smu',
    ti: 'teknik informatika',
  },
  mata_pelajaran: {
    bhs: 'bahasa',
    bk: 'bimbingan dan konseling',
    mtk: 'matematika',
    pai: 'pendidikan agama islam',
    penjas: 'pendidikan jasmani',
    pjok: 'pendidikan jasmani olahraga dan kesehatan',
    ppkn: 'pendidikan kewarganegaraan',
  },
  instansi: {
    kemen: 'kementerian',
    kemenag: 'kementerian agama',
    kemendagri: 'kementerian dalam negeri',
    kemenkes: 'kementerian kesehatan',
    kemenkeu: 'kementerian keuangan',
    kemenkumham: 'kementerian hukum dan hak asasi manusia',
    kementan: 'kementerian pertanian',
    pemkab: 'pemerintah kab',
    pemkot: 'pemerintah kota',
    pemprov: 'pemerintah provinsi|pemerintah prov',
  },
  wilayah: {
    di: 'daerah istimewa|d i',
    jakbar: 'jakarta barat',
    jakpus: 'jakarta pusat',
    jaksel: 'jakarta selatan',
    jaktim: 'jakarta timur',
    jakut: 'jakarta utara',
    kotamadya: 'kota',
    kotif: 'kota',
    kodya: 'kota',
    tj: 'tanjung',
    tjg: 'tanjung',
    bdg: 'bandung',
    jkt: 'jakarta',
    sby: 'surabaya',
    yogya: 'yogyakarta',
    jogja: 'yogyakarta',
  },
}

/** Words that say nothing about which entry is meant: they may be typed or not. */
const IDLE: Readonly<Record<string, readonly string[]>> = {
  '*': ['dan', 'di', 'pada', 'untuk', 'dari', 'dgn', 'dengan'],
  // Who names his post means the unit he heads.
  unor: ['kepala', 'ka'],
  // A teacher's post is the same whatever the school.
  jabatan_fungsional: ['sd', 'smp', 'sma', 'smk', 'tk', 'kelas', 'mapel'],
  wilayah: ['provinsi', 'propinsi', 'prov', 'desa', 'ds', 'kelurahan', 'kel', 'negara', 'rt', 'rw'],
}

/** Words that half of a list carries: what is left of a typing must hold more than these. */
const COMMON: Readonly<Record<string, readonly string[]>> = {
  sekolah: wordsIn(TABLES.sekolah!),
  unit_kesehatan: wordsIn(TABLES.unit_kesehatan!),
  unor: ['badan', 'bagian', 'bidang', 'dinas', 'kantor', 'kecamatan', 'kelurahan', 'negeri', 'puskesmas', 'sekretariat', 'seksi', 'subbagian', 'subbidang'],
  wilayah: ['kabupaten', 'kepulauan', 'kota'],
}

export type Wording = {
  /** short word → the ways to write it out */
  long: ReadonlyMap<string, readonly (readonly string[])[]>
  /** first word of a long form → long forms with their short word */
  short: ReadonlyMap<string, readonly { words: readonly string[]; short: string }[]>
  idle: ReadonlySet<string>
  common: ReadonlySet<string>
}

const known = new Map<string, Wording>()

/** The abbreviations of a list, both ways. */
export function wording(daftar: string): Wording {
  const found = known.get(daftar)
  if (found) return found
  const made = build({ ...TABLES['*'], ...TABLES[daftar] }, [...IDLE['*']!, ...(IDLE[daftar] ?? [])], COMMON[daftar] ?? [])
  known.set(daftar, made)
  return made
}

function build(table: Table, idle: readonly string[], common: readonly string[]): Wording {
  const long = new Map(Object.entries(table).map(([short, text]) => [short, text.split('|').map((t) => t.split(' '))]))
  const short = new Map<string, { words: readonly string[]; short: string }[]>()
  for (const [key, ways] of long) for (const words of ways) short.set(words[0]!, [...(short.get(words[0]!) ?? []), { words, short: key }])
  for (const list of short.values()) list.sort((a, b) => b.words.length - a.words.length)
  return { long, short, idle: new Set(idle), common: new Set(common) }
}

function wordsIn(table: Table): string[] {
  return Object.values(table).flatMap((text) => text.split(/[ |]/))
}
