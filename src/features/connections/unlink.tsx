"use client";
import { type Link, unlink } from "@/backend/links";
import { useAction } from "@/backend/use-action";
import { Button } from "@/ui/button";
import { Modal } from "@/ui/modal";
import { Notice } from "@/ui/states";

/** Unlink, once it was said what goes and what stays. */
export function Unlink({ link, isOpen, onClose }: { link: Link; isOpen: boolean; onClose: () => void }) {
  const action = useAction(() => unlink(link.id));
  const names = link.accounts.map(({ name }) => name).join(", ");
  return (
    <Modal
      title="Unlink tastytrade?"
      description="What opens your accounts is forgotten at once, and nothing new comes in."
      isOpen={isOpen}
      onOpenChange={(stays) => !stays && onClose()}
    >
      <p>
        {names ? `${names}: the` : "The"} rows, books, notes and figures stay, and you can go on with files or link
        again later. To take the grant itself back, delete it on tastytrade&apos;s site, too.
      </p>
      {action.error && (
        <Notice look="loss" role="alert">
          {action.error.message}
        </Notice>
      )}
      <div className="flex gap-2">
        <Button
          look="danger"
          isBusy={action.isBusy}
          onClick={() => void action.run().then((done) => done && onClose())}
        >
          Unlink
        </Button>
        <Button look="quiet" onClick={onClose}>
          Keep the link
        </Button>
      </div>
    </Modal>
  );
}
