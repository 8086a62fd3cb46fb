"use client";
import { useId, useState } from "react";
import { Button } from "@/ui/button";
import { Select } from "@/ui/field";
import { Notice } from "@/ui/states";
import { type QueuedFile } from "./import-queue";
import { refusalInWords } from "./place-in";
import { queue } from "./queue-of-visit";
import { allTimeZones, likelyTimeZones } from "./time-zones";

const NO_TIME_ZONE = "time_zone_needed";

/** Why a file was not taken, where in it, and what to do: nothing of it was stored. */
export function RefusedFile({ file }: { file: QueuedFile }) {
  if (file.error?.code === NO_TIME_ZONE) return <TimeZoneQuestion file={file} />;
  return (
    <Notice look="loss" role="alert" className="grid gap-2">
      <p>{file.error && refusalInWords(file.error)}</p>
      <p className="flex flex-wrap items-center gap-2">
        <Button size="small" onClick={() => queue.retry(file.id, file.timeZone)}>
          Try again
        </Button>
        <Button size="small" look="quiet" onClick={() => queue.dismiss(file.id)}>
          Leave it out
        </Button>
      </p>
    </Notice>
  );
}

function TimeZoneQuestion({ file }: { file: QueuedFile }) {
  const [zone, setZone] = useState(likelyTimeZones()[0] ?? "America/New_York");
  const id = useId();
  return (
    <div className="grid gap-3">
      <p id={id} className="text-muted">
        This older export does not say which clock its times are from. It is the clock of the computer that made it.
      </p>
      <div className="flex flex-wrap items-end gap-3">
        <Select
          label="Time zone of the file"
          aria-describedby={id}
          value={zone}
          onChange={(event) => setZone(event.target.value)}
          className="min-w-60"
        >
          <optgroup label="Likely">
            {likelyTimeZones().map((name) => (
              <option key={name}>{name}</option>
            ))}
          </optgroup>
          <optgroup label="All">
            {allTimeZones().map((name) => (
              <option key={name}>{name}</option>
            ))}
          </optgroup>
        </Select>
        <Button look="primary" className="h-10" onClick={() => queue.retry(file.id, zone)}>
          Import with this time zone
        </Button>
        <Button look="quiet" className="h-10" onClick={() => queue.dismiss(file.id)}>
          Leave it out
        </Button>
      </div>
    </div>
  );
}
