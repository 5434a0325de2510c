// How to reach someone: texts from outside, links only where safe.
import type { Contact } from "../api/tabs";
import type { Page } from "./page";

/** An address of the web as it may be followed; anything else is no link. */
export function webAddress(site: string | null): string | null {
  return site && /^https?:\/\/[^\s]+$/i.test(site) ? site : null;
}

/** A number as a telephone dials it; `null` where the text is no number. */
export function dialled(phone: string): string | null {
  return /^[+(]?\d[\d\s.()-]{1,24}$/.test(phone.trim())
    ? `tel:${phone.replace(/[^+\d]/g, "")}`
    : null;
}

/** A mail address as it may be written to; `null` where the text is none. */
function written(mail: string): string | null {
  return /^[\w.+-]+@[\w-]+(\.[\w-]+)+$/.test(mail.trim()) ? `mailto:${mail.trim()}` : null;
}

/** A site without what everyone skips. */
function siteName(site: string): string {
  return site.replace(/^https?:\/\/(www\.)?/i, "").replace(/\/$/, "");
}

interface Props {
  readonly page: Page;
  readonly contact: Contact;
  /** Says so where nothing is known; silent otherwise. */
  readonly insist?: boolean;
}

export function Reach({ page, contact, insist }: Props) {
  const { tabs } = page.text;
  const { address, phone, mail, site } = contact;
  const call = phone ? dialled(phone) : null;
  const write = mail ? written(mail) : null;
  const follow = webAddress(site);
  if (!address && !phone && !mail && !site) {
    return insist ? <p class="reach quiet">{tabs.noContact}</p> : null;
  }
  return (
    <p class="reach">
      {address && <span>{address}</span>}
      {phone &&
        (call ? (
          <a href={call} aria-label={`${tabs.phone} ${phone}`}>
            {phone}
          </a>
        ) : (
          <span>{phone}</span>
        ))}
      {mail &&
        (write ? (
          <a href={write} aria-label={`${tabs.mail} ${mail}`}>
            {mail}
          </a>
        ) : (
          <span>{mail}</span>
        ))}
      {site &&
        (follow ? (
          <a
            href={follow}
            rel="noopener noreferrer"
            aria-label={`${tabs.site} ${siteName(follow)}`}
          >
            {siteName(follow)}
          </a>
        ) : (
          <span>{site}</span>
        ))}
    </p>
  );
}
