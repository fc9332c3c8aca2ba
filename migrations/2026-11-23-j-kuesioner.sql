-- Questionnaires of stakeholders as data, and what people answered (clarifications 1.14, 2.11).

create table kuesioner (
  kode text not null,
  versi integer not null check (versi > 0),
  judul text not null,
  isi jsonb not null,
  berlaku_dari date not null default current_date,
  dimuat timestamptz not null default clock_timestamp(),
  primary key (kode, versi)
);
comment on table kuesioner is 'a published version never changes; asked is the highest version whose day has come';
comment on column kuesioner.isi is 'the file as it was checked: title, lead, consent, questions in their order';

create table jawaban (
  nip text not null,
  periode text not null,
  kuesioner text not null,
  versi integer not null,
  pertanyaan text not null,
  jawaban text not null,
  primary key (nip, periode, kuesioner, versi, pertanyaan),
  foreign key (kuesioner, versi) references kuesioner
);
comment on table jawaban is 'answers that keep every rule, of one version per person; what is still being typed is a konsep with kunci ''-''';
comment on column jawaban.jawaban is 'code of the choice (of several with commas), number, day as yyyy-mm-dd, or text';
