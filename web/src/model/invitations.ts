// Whom to invite: communes that each stand for themselves together, the contacts as a list, one mail to all.
import type { Language } from "../address/address";
import type { Seat } from "../api/scale";

/** Fewer communes than this are shown one by one. */
const FEW_HOMES = 4;
/** Mail programs cut longer addresses. */
const MOST_LETTERS = 1800;
const MAIL = /^[\w.+-]+@[\w-]+(\.[\w-]+)+$/;

/** The communes that come each for itself, where they are many; all other seats. */
export function seatsByHome(seats: readonly Seat[]): { homes: Seat[]; others: Seat[] } {
  const home = (seat: Seat) => seat.id.startsWith("commune:");
  const homes = seats.filter(home).sort((a, b) => a.name.fr.localeCompare(b.name.fr, "fr"));
  if (homes.length < FEW_HOMES) return { homes: [], others: [...seats] };
  return { homes, others: seats.filter((seat) => !home(seat)) };
}

/** One line a seat: name, kind, address, telephone, mail, site. */
export function contactsOf(seats: readonly Seat[], language: Language): string {
  const { homes, others } = seatsByHome(seats);
  return [...others, ...homes]
    .map(({ name, kind_name: kind, contact }) =>
      [name[language], kind[language], contact.address, contact.phone, contact.mail, contact.site]
        .filter(Boolean)
        .join(" — "),
    )
    .join("\n");
}

/** A mail to all who have an address, none seeing the others; `null` where nobody has one. */
export function invitation(seats: readonly Seat[], subject: string): string | null {
  const mails = [...new Set(seats.map(({ contact }) => contact.mail?.trim() ?? ""))]
    .filter((mail) => MAIL.test(mail))
    .map(encodeURIComponent);
  const write = () => `mailto:?bcc=${mails.join(",")}&subject=${encodeURIComponent(subject)}`;
  while (mails.length > 0 && write().length > MOST_LETTERS) mails.pop();
  return mails.length > 0 ? write() : null;
}
