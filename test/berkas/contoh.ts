// Files to upload: honest ones as phones and scanners make them, and hostile ones (trust.md A22).
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { deflateSync } from 'node:zlib'
import encode, { init } from '@jsquash/jpeg/encode.js'
import PDFDocument from 'pdfkit'
import { PNG } from 'pngjs'
import { crc32 } from '../../src/berkas/crc.ts'

export type Sample = { name: string; bytes: Buffer; type?: string }

const wasm = createRequire(import.meta.url).resolve('@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm')

/** Colours that tell left from right and top from bottom; with `noise` hard to compress. */
function pixels(width: number, height: number, noise = 0): Uint8ClampedArray<ArrayBuffer> {
  const data = new Uint8ClampedArray(width * height * 4)
  let seed = 1
  for (let i = 0, at = 0; i < width * height; i++, at += 4) {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff
    const n = noise ? (seed >> 8) % noise : 0
    data[at] = (i % width < width / 2 ? 200 : 20) + n
    data[at + 1] = (i < (width * height) / 2 ? 200 : 20) + n
    data[at + 2] = 60 + n
    data[at + 3] = 255
  }
  return data
}

/** A photo as a camera makes it. */
export async function jpeg(width = 640, height = 480, noise = 0, quality = 80): Promise<Buffer> {
  await init(new WebAssembly.Module(readFileSync(wasm)))
  const image = { data: pixels(width, height, noise), width, height } as ImageData
  return Buffer.from(await encode(image, { quality, progressive: false }))
}

export function png(width = 320, height = 240, noise = 0): Buffer {
  return PNG.sync.write(Object.assign(new PNG({ width, height }), { data: Buffer.from(pixels(width, height, noise).buffer) }))
}

export function pdf(lines: readonly string[] = ['SK Kenaikan Pangkat'], info: Record<string, unknown> = {}): Promise<Buffer> {
  return new Promise((resolve) => {
    const doc = new PDFDocument(info)
    const parts: Buffer[] = []
    doc.on('data', (part: Buffer) => parts.push(part)).on('end', () => resolve(Buffer.concat(parts)))
    for (const line of lines) doc.text(line)
    doc.end()
  })
}

/** A segment put behind the beginning of a JPEG. */
export function withSegment(image: Buffer, marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(content.length + 2, 2)
  return Buffer.concat([image.subarray(0, 2), head, content, image.subarray(2)])
}

/** EXIF with an orientation and a place on earth, as a phone writes it. */
export function exif(orientation: number): Buffer {
  const tiff = Buffer.alloc(8 + 2 + 2 * 12 + 4)
  tiff.write('MM', 0, 'latin1')
  tiff.writeUInt16BE(42, 2)
  tiff.writeUInt32BE(8, 4)
  tiff.writeUInt16BE(2, 8)
  entry(tiff, 10, 0x0112, 3, orientation)
  entry(tiff, 22, 0x8825, 4, 0)
  return Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, Buffer.from('GPS 7.7137S 110.0081E Kamera Uji')])
}

function entry(tiff: Buffer, at: number, tag: number, kind: number, value: number): void {
  tiff.writeUInt16BE(tag, at)
  tiff.writeUInt16BE(kind, at + 2)
  tiff.writeUInt32BE(1, at + 4)
  tiff.writeUInt16BE(value, at + 8)
}

export function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const head = Buffer.alloc(4)
  head.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([head, body, sum])
}

/** A chunk put behind the head of a PNG. */
export const withChunk = (image: Buffer, type: string, data: Buffer): Buffer => Buffer.concat([image.subarray(0, 33), chunk(type, data), image.subarray(33)])

/** A PNG that says it is this large, whatever it holds. */
export function claimed(width: number, height: number): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width)
  head.writeUInt32BE(height, 4)
  head.set([8, 6, 0, 0, 0], 8)
  return Buffer.concat([png().subarray(0, 8), chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.alloc(1000))), chunk('IEND', Buffer.alloc(0))])
}

/** The same for a JPEG. */
export function claimedJpeg(image: Buffer, width: number, height: number): Buffer {
  const copy = Buffer.from(image)
  const at = copy.indexOf(Buffer.from([0xff, 0xc0]))
  copy.writeUInt16BE(height, at + 5)
  copy.writeUInt16BE(width, at + 7)
  return copy
}

/** A PDF of these objects; `stream` content is given as bytes. */
export function pdfOf(objects: readonly (string | { dict: string; data: Buffer })[], trailer = '/Root 1 0 R'): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')]
  objects.forEach((o, i) => {
    parts.push(Buffer.from(`${i + 1} 0 obj\n`))
    if (typeof o === 'string') parts.push(Buffer.from(o))
    else parts.push(Buffer.from(`<< ${o.dict} /Length ${o.data.length} >>\nstream\n`), o.data, Buffer.from('\nendstream'))
    parts.push(Buffer.from('\nendobj\n'))
  })
  parts.push(Buffer.from(`xref\n0 1\n0000000000 65535 f \ntrailer << /Size ${objects.length + 1} ${trailer} >>\nstartxref\n9\n%%EOF\n`))
  return Buffer.concat(parts)
}

const PLAIN = ['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [] /Count 0 >>']
const catalog = (more: string): Buffer => pdfOf([`<< /Type /Catalog /Pages 2 0 R ${more} >>`, PLAIN[1]!])
const objectStream = (dict: string, content: string, pack: (b: Buffer) => Buffer = deflateSync): Buffer =>
  pdfOf([...PLAIN, { dict, data: pack(Buffer.from(content)) }])
const script = '7 0 << /S /JavaScript /JS (app.alert(1)) >>'

/** Forty files that must not get in. */
export async function hostile(): Promise<Sample[]> {
  const photo = await jpeg()
  const picture = png()
  const paper = await pdf()
  const zip = Buffer.from('PK\x03\x04aaaa-isi-PK\x05\x06\0\0\0\0\x01\0\x01\0\x2e\0\0\0\0\0\0\0\0\0', 'latin1')
  const html = Buffer.from('<!doctype html><script>alert(1)</script>')
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')
  const f = (name: string, bytes: Buffer | string, type?: string): Sample => ({ name, bytes: Buffer.from(bytes as Buffer), type })
  return [
    f('kosong.pdf', ''),
    f('gambar.svg', svg, 'image/svg+xml'),
    f('gambar-svg.png', svg, 'image/png'),
    f('halaman.html', html, 'text/html'),
    f('halaman.pdf', html, 'application/pdf'),
    f('surat.docx', zip),
    f('surat.doc', Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1aaaaaaaa', 'latin1')),
    f('foto.heic', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1')),
    f('program.jpg', Buffer.from('MZ\x90\0\x03', 'latin1')),
    f('skrip.pdf', '#!/bin/sh\nrm -rf /'),
    f('gif.jpg', 'GIF89a\x01\0\x01\0'),
    f('teks.pdf', 'Ini bukan PDF'),
    f('depan.pdf', Buffer.concat([html, paper])),
    f('jpeg-zip.jpg', Buffer.concat([photo, zip])),
    f('jpeg-html.jpg', Buffer.concat([photo, html])),
    f('jpeg-komentar.jpg', withSegment(photo, 0xfe, html)),
    f('jpeg-php.jpg', withSegment(photo, 0xfe, Buffer.from('<?php system($_GET[0]); ?>'))),
    f('jpeg-pdf.jpg', withSegment(photo, 0xe2, paper.subarray(0, 900))),
    f('jpeg-bom.jpg', claimedJpeg(photo, 60_000, 60_000)),
    f('jpeg-nol.jpg', claimedJpeg(photo, 0, 0)),
    f('jpeg-terpotong.jpg', photo.subarray(0, 300)),
    f('jpeg-tanpa-gambar.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xd9, 0, 0, 0, 0])),
    f('jpeg-panjang-salah.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff, 1, 2, 3])),
    f('png-bom.png', claimed(60_000, 60_000)),
    f('png-lebar.png', claimed(2_000_000_000, 1)),
    f('png-zip.png', Buffer.concat([picture, zip])),
    f('png-ekor.png', Buffer.concat([picture, Buffer.from('ekor')])),
    f('png-teks.png', withChunk(picture, 'tEXt', Buffer.from('Comment\0<script>alert(1)</script>'))),
    f('png-jumlah-salah.png', Buffer.from(picture).fill(0, 29, 33)),
    f('png-potongan-asing.png', withChunk(picture, 'ABCD', Buffer.from('x'))),
    f('png-terpotong.png', picture.subarray(0, 200)),
    f('pdf-js.pdf', catalog('/OpenAction << /S /JavaScript /JS (app.alert(1)) >>')),
    f('pdf-js-samar.pdf', catalog('/OpenAction << /S /J#61va#53cript /JS (x) >>')),
    f('pdf-launch.pdf', catalog('/OpenAction << /S /Launch /F (cmd.exe) >>')),
    f('pdf-lampiran.pdf', catalog('/Names << /EmbeddedFiles << /Names [(a) 5 0 R] >> >>')),
    f('pdf-xfa.pdf', catalog('/AcroForm << /XFA 9 0 R >>')),
    f('pdf-tersembunyi.pdf', objectStream('/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode', script)),
    f('pdf-tersembunyi-2.pdf', objectStream('/N 1 /First 4 /Filter [ /FlateDecode ] /X (1 0 obj << ) /Y (stream)', script)),
    f(
      'pdf-saring-ganda.pdf',
      objectStream('/Type /ObjStm /N 1 /First 4 /Filter [/ASCIIHexDecode /FlateDecode]', script, (b) => Buffer.from(deflateSync(b).toString('hex'))),
    ),
    f(
      'pdf-bom.pdf',
      objectStream('/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode', '', () => deflateSync(Buffer.alloc(100 * 1024 * 1024))),
    ),
    f('pdf-kunci.pdf', await pdf(['rahasia'], { userPassword: 'sandi' })),
    f('pdf-html.pdf', pdfOf([...PLAIN, '(<script>alert(1)</script>)'])),
    f('pdf-zip.pdf', pdfOf([...PLAIN, { dict: '', data: zip }])),
    f('pdf-terpotong.pdf', paper.subarray(0, 400)),
    f('pdf-besar.pdf', await pdf([], { info: { Title: 'x'.repeat(2_200_000) } })),
  ]
}
