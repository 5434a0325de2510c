// The file of an answer: a link where an address names the question, a button where ground is sent with it.
import type { Request } from "../api/questions";
import type { Page } from "./page";

interface Props {
  readonly page: Page;
  readonly request: Request;
  /** What the file is called where the server does not say. */
  readonly file: string;
  readonly children: string;
}

export function DownloadLink({ page, request, file, children }: Props) {
  if (request.body === null) {
    return (
      <a class="download" href={request.path} download={file}>
        {children}
      </a>
    );
  }
  const fetchFile = async () => {
    try {
      save(await page.questions.file(request), file);
    } catch {
      page.actions.say((text) => text.tabs.noDownload);
    }
  };
  return (
    <button type="button" class="link download" onClick={fetchFile}>
      {children}
    </button>
  );
}

/** Hands a file to the browser, as following a link to it would. */
function save(content: Blob, file: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = file;
  link.click();
  // The download has begun by then; the bytes need be kept no longer.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
