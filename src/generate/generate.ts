// One run of the generator: agencies in their order, in each the people in theirs, to the folder that `epupns import` reads.
import { StartError } from '../startError.ts'
import type { Day } from './calendar.ts'
import { faultsOf, referenceDay } from './check.ts'
import { differences, type Copy } from './damage/copy.ts'
import { damaged } from './damage/damage.ts'
import { secondNip } from './damage/ganda.ts'
import { SETTING_COLUMNS, settingRows, STAFF_COLUMNS, staffRows } from './demoStaff.ts'
import { assignStates } from './demoStates.ts'
import { Margins } from './margins.ts'
import { CsvFile } from './output.ts'
import { openFiles, writeRows, writeUnits, type Files } from './extract.ts'
import { drawPerson, type Person } from './person.ts'
import { openAgency, type Agency } from './post.ts'
import { blocks, NAMED, SIZES, type Block, type PresetName } from './preset.ts'
import { trueRows } from './sections/all.ts'
import { CODES, type Row, type Rows } from './sections/row.ts'
import { CAPACITY } from './slot.ts'
import { EARLIEST, namedPerson } from './tokoh.ts'

export type Options = {
  preset: PresetName
  /** start value of the random numbers */
  benih: number
  /** reference date, 'yyyy-mm-dd' */
  acuan: string
  jumlah?: number
  folder: string
  /** only people n from … to …; the parts of a population in their order are the whole */
  dari?: number
  sampai?: number
  onProgress?: (done: number, total: number) => void
}

export type Summary = {
  orang: number
  baris: Record<string, number>
  milidetik: number
  pelanggaran: string[]
  nipGanda: number
  nikGanda: number
  margins: ReturnType<Margins['compare']>
}

/** Reference date when none is given: the demo lives in the present year, the others in the campaign of 2015. */
export const defaultAcuan = (preset: PresetName, year: number): string => (preset === 'demo' ? `${year}-01-01` : '2015-07-01')

const FAULTS_SHOWN = 20

type Run = {
  options: Options
  today: Day
  blocks: Block[]
  files: Files
  agency: (block: Block) => Agency
  margins: Margins
  faults: string[]
  codes: string[]
}

/** Writes the folder and returns what was found. */
export function generate(options: Options): Summary {
  const started = performance.now()
  const total = options.jumlah ?? SIZES[options.preset]
  const [dari, sampai] = [options.dari ?? 1, Math.min(options.sampai ?? total, total)]
  refuseNonsense(options, total)
  const run = openRun(options, total, Math.max(0, sampai - dari + 1))
  const people: { person: Person; copy: Copy }[] = []
  const keep = options.preset === 'demo' ? (person: Person, copy: Copy) => people.push({ person, copy }) : undefined
  if (options.preset === 'demo') for (let n = dari; n <= Math.min(NAMED, sampai); n++) writeNamed(run, n, keep)
  for (const block of run.blocks) writeBlock(run, block, dari, sampai, keep)
  if (options.preset === 'demo' && dari === 1 && sampai === total) writeDemo(run, people)
  for (const file of Object.values(run.files)) file.close()
  const { nip, nik } = run.margins.duplicates()
  return {
    orang: run.margins.people,
    baris: Object.fromEntries(Object.values(run.files).map((f) => [f.path, f.rows])),
    milidetik: Math.round(performance.now() - started),
    pelanggaran: run.faults,
    nipGanda: nip,
    nikGanda: nik,
    margins: run.margins.compare(),
  }
}

function refuseNonsense({ preset, jumlah, acuan }: Options, total: number): void {
  referenceDay(acuan)
  if (preset === 'demo' && jumlah !== undefined && jumlah !== SIZES.demo)
    throw new StartError('Preset demo selalu berisi 1.000 orang; pakai preset uji untuk jumlah lain.')
  if (preset === 'demo' && acuan < EARLIEST)
    throw new StartError(`Preset demo memerlukan tanggal acuan ${EARLIEST} atau sesudahnya; pakai preset uji untuk tahun 2015.`)
  if (total < 1 || total > CAPACITY) throw new StartError(`Jumlah orang harus 1 sampai ${CAPACITY.toLocaleString('id-ID')}.`)
}

function openRun(options: Options, total: number, wanted: number): Run {
  const { preset, folder, benih } = options
  const files = openFiles(folder, preset !== 'beban')
  const all = blocks(preset, benih, total)
  const opened = new Map<Block, Agency>()
  // The demo needs all six agencies again and again; a national run has one open at a time.
  const agency = (block: Block) => {
    let found = opened.get(block)
    if (!found) {
      if (preset !== 'demo') opened.clear()
      opened.set(block, (found = openAgency(benih, block)))
    }
    return found
  }
  return {
    options,
    today: referenceDay(options.acuan),
    blocks: all,
    files,
    agency,
    margins: new Margins(wanted),
    faults: [],
    codes: all.map((b) => b.instansi.kode),
  }
}

type Keep = ((person: Person, copy: Copy) => void) | undefined

function writeNamed(run: Run, n: number, keep: Keep): void {
  const open = (kode: string) => run.agency(run.blocks.find((b) => b.instansi.kode === kode)!)
  const { person, rows, copy } = namedPerson(run.options.benih, n, open, run.options.acuan)
  writePerson(run, person, rows, copy)
  keep?.(person, copy)
}

/** The agency's units stand in the part in which its first person stands. */
function writeBlock(run: Run, block: Block, dari: number, sampai: number, keep: Keep): void {
  const {
    options: { benih, acuan, onProgress },
    margins,
  } = run
  const from = Math.max(dari, block.dari)
  const until = Math.min(sampai, block.dari + block.jumlah - 1)
  if (from > until) return
  const agency = run.agency(block)
  if (from === block.dari) writeUnits(run.files, agency)
  for (let n = from; n <= until; n++) {
    const person = drawPerson(benih, agency, n - block.dari, acuan)
    const rows = trueRows(benih, person)
    const copy = damaged(benih, person, rows, run.codes)
    writePerson(run, person, rows, copy)
    keep?.(person, copy)
    if (n % 1000 === 0) onProgress?.(margins.people, sampai - dari + 1)
  }
}

function writePerson({ files, margins, faults, today, options }: Run, person: Person, rows: Rows, copy: Copy): void {
  margins.add(person)
  if (faults.length < FAULTS_SHOWN) faults.push(...faultsOf(person, today))
  writeRows(files, '', person.nip, copy.rows)
  if (files.kerusakan) {
    writeRows(files, 'benar_', person.nip, rows)
    for (const fault of differences(rows, copy)) files.kerusakan.write(fault)
  }
  // The demo has exactly a thousand records.
  const again = options.preset === 'demo' ? undefined : secondNip(options.benih, person)
  if (!again) return
  writeRows(files, '', again, copy.rows)
  files.kerusakan?.write({ nip: again, bagian: CODES.utama, kunci: 'nip', field: 'nip', jenis: 'orang_ganda' })
}

function writeDemo(run: Run, people: readonly { person: Person; copy: Copy }[]): void {
  const {
    options: { folder, benih },
  } = run
  const states = assignStates(
    benih,
    people.map(({ person, copy }) => ({
      ...pick(person),
      pindah: copy.rows.posisi.instansi_induk !== person.agency.block.instansi.kode,
    })),
  )
  const agencies = run.blocks.map((block) => ({
    tree: run.agency(block).tree,
    people: people.map((x) => x.person).filter((p) => p.agency.block === block),
  }))
  const tables: [path: string, columns: readonly string[], rows: readonly Row[]][] = [
    [
      'demo/keadaan.csv',
      ['nip', 'keadaan', 'ibu_kandung'],
      people.map(({ person }) => ({ nip: person.nip, keadaan: states.get(person.nip)!, ibu_kandung: person.keluarga.ibu.nama })),
    ],
    ['demo/petugas.csv', STAFF_COLUMNS, staffRows(benih, agencies, states)],
    ['demo/pengaturan.csv', SETTING_COLUMNS, settingRows(agencies)],
  ]
  for (const [path, columns, rows] of tables) {
    const file = (run.files[path] = new CsvFile(folder, path, columns))
    for (const row of rows) file.write(row)
  }
}

const pick = ({ n, nip, keluar, agency }: Person) => ({ n, nip, keluar, instansi: agency.block.instansi.kode })
