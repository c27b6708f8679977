"""An AWS account of moto's, to which the stacks in a folder that `cdk synth` wrote are deployed: `deploy.py FOLDER`.

Prints where it is, as a line of JSON. To each line of input it deploys every stack, prints what there is then, as a line
of JSON too, and ends with its input.
"""

import io
import json
import logging
import sys
import zipfile
from pathlib import Path

import boto3
from moto.cloudformation.parsing import get_model_map
from moto.server import ThreadedMotoServer

# moto makes a record in a zone that it has made itself only, and the zone's id is part of the template.
UNTRIED = {"AWS::Route53::RecordSet"}
KNOWN = get_model_map().keys() - UNTRIED
BUCKET = "cdk-hnb659fds-assets-123456789012-eu-west-1"


def less_what_is_unknown(template):
    """The template without the resources that moto does not know, and what was left out: a type for each logical id.

    Whoever names one of them gets a placeholder; a function's URL hands on the function that it was given.
    """
    resources = template["Resources"]
    out = {name: it["Type"] for name, it in resources.items() if it["Type"] not in KNOWN}

    def pruned(value):
        if isinstance(value, list):
            return [pruned(each) for each in value]
        if not isinstance(value, dict):
            return value
        named = value.get("Ref") or value.get("Fn::GetAtt", [None])[0]
        if named in out:
            function = resources[named].get("Properties", {}).get("TargetFunctionArn")
            return pruned(function) if function and value.get("Fn::GetAtt", [])[1:] == ["FunctionArn"] else f"without-{named}"
        return {key: pruned(each) for key, each in value.items()}

    kept = {name: pruned(it) for name, it in resources.items() if name not in out}
    for it in kept.values():
        waits = it.get("DependsOn", [])
        it["DependsOn"] = [each for each in ([waits] if isinstance(waits, str) else waits) if each not in out]
    return {**template, "Resources": kept, "Outputs": pruned(template.get("Outputs", {}))}, out


def bootstrap(client, folder):
    """What `cdk bootstrap` makes and `cdk deploy` uploads, as far as a stack asks for it."""
    client("ssm").put_parameter(Name="/cdk-bootstrap/hnb659fds/version", Value="30", Type="String")
    s3 = client("s3")
    s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    for asset in folder.glob("asset.*"):
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
            for file in asset.iterdir():
                packed.write(file, file.name)
        s3.put_object(Bucket=BUCKET, Key=f"{asset.name.removeprefix('asset.')}.zip", Body=archive.getvalue())


def deploy(client, folder):
    """Creates each stack, or updates it where it is; gives what was left out of it, its resources and its outputs."""
    formation = client("cloudformation")
    there = {stack["StackName"] for stack in formation.describe_stacks()["Stacks"]}
    stacks = {}
    for file in sorted(folder.glob("*.template.json")):
        name = file.name.removesuffix(".template.json")
        template, out = less_what_is_unknown(json.loads(file.read_text()))
        print(f"{name} is deployed without {', '.join(sorted(set(out.values())))}", file=sys.stderr)
        put = formation.update_stack if name in there else formation.create_stack
        put(StackName=name, TemplateBody=json.dumps(template), Capabilities=["CAPABILITY_IAM"])
        [stack] = formation.describe_stacks(StackName=name)["Stacks"]
        resources = formation.describe_stack_resources(StackName=name)["StackResources"]
        stacks[name] = {
            "status": stack["StackStatus"],
            "leftOut": out,
            "resources": {it["LogicalResourceId"]: it.get("PhysicalResourceId") for it in resources},
            "outputs": {it["OutputKey"]: it["OutputValue"] for it in stack["Outputs"]},
        }
    return stacks


def account(client):
    """What the services themselves say that there is."""
    dynamodb, functions, iam, events = client("dynamodb"), client("lambda"), client("iam"), client("events")
    kms, sns, s3, cloudwatch = client("kms"), client("sns"), client("s3"), client("cloudwatch")
    topics = [topic["TopicArn"] for topic in sns.list_topics()["Topics"]]
    return {
        "tables": {name: dynamodb.describe_table(TableName=name)["Table"] for name in dynamodb.list_tables()["TableNames"]},
        "functions": {it["FunctionName"]: it for it in functions.list_functions()["Functions"]},
        "mayBeCalledBy": {
            it["FunctionName"]: json.loads(functions.get_policy(FunctionName=it["FunctionName"])["Policy"])["Statement"]
            for it in functions.list_functions()["Functions"]
        },
        "logGroups": {it["logGroupName"]: it for it in client("logs").describe_log_groups()["logGroups"]},
        "rolePolicies": {
            role["RoleName"]: [
                iam.get_role_policy(RoleName=role["RoleName"], PolicyName=policy)["PolicyDocument"]
                for policy in iam.list_role_policies(RoleName=role["RoleName"])["PolicyNames"]
            ]
            for role in iam.list_roles()["Roles"]
        },
        "rules": {
            rule["Name"]: {**rule, "Targets": events.list_targets_by_rule(Rule=rule["Name"])["Targets"]}
            for rule in events.list_rules()["Rules"]
        },
        "keys": {
            key["KeyId"]: kms.get_key_rotation_status(KeyId=key["KeyId"])["KeyRotationEnabled"]
            for key in kms.list_keys()["Keys"]
        },
        "topics": {arn: sns.get_topic_attributes(TopicArn=arn)["Attributes"] for arn in topics},
        "buckets": [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]],
        "dashboards": [it["DashboardName"] for it in cloudwatch.list_dashboards()["DashboardEntries"]],
    }


def main():
    folder = Path(sys.argv[1])
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    endpoint = "http://{}:{}".format(*server.get_host_and_port())

    def client(service):
        return boto3.client(
            service,
            endpoint_url=endpoint,
            region_name="eu-west-1",
            aws_access_key_id="local",
            aws_secret_access_key="local",
        )

    def say(what):
        print(json.dumps(what, default=str), flush=True)

    bootstrap(client, folder)
    say({"endpoint": endpoint})
    for _ in sys.stdin:
        stacks = deploy(client, folder)
        say({"stacks": stacks, "account": account(client)})
    server.stop()


main()
